// User accounts as stored. Knows no password rules and unseals nothing: see service/accounts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/crypto/encoding.h"
#include "base/id.h"
#include "base/time.h"
#include "store/account_audit.h"
#include "store/transaction.h"

namespace rolecall::store {

struct Account {
  UserId id;
  std::string address;      // mail goes here
  std::string address_key;  // how addresses compare
  std::string name;
  std::string password_hash;  // empty: nobody signs in by password
  std::optional<Instant> verified_at;
  crypto::Bytes totp_sealed;  // empty: no second factor
  std::int64_t totp_last_step = 0;
  Instant created_at;

  [[nodiscard]] bool is_verified() const { return verified_at.has_value(); }
  [[nodiscard]] bool has_mfa() const { return !totp_sealed.empty(); }
};

[[nodiscard]] std::optional<Account> find_account(Transaction& tx, const UserId& id);
[[nodiscard]] std::optional<Account> find_account_by_address(Transaction& tx, const std::string& address_key);

void insert_account(Transaction& tx, const AccountRecorded& recorded, const Account& account);
/// Writes name, password, verification and second factor.
void save_account(Transaction& tx, const AccountRecorded& recorded, const Account& account);

/// A secret that counts once its first code was typed. Empty: none is waiting.
[[nodiscard]] crypto::Bytes find_pending_totp(Transaction& tx, const UserId& user);
void set_pending_totp(Transaction& tx, const UserId& user, const crypto::Bytes& sealed);

/// The sealed secrets of second factors, confirmed and waiting, as they stand with the account; empty where there is none.
struct TotpSecrets {
  UserId user;
  crypto::Bytes confirmed;
  crypto::Bytes pending;
};
[[nodiscard]] std::vector<TotpSecrets> all_totp_secrets(Transaction& tx);
/// The same secrets under another seal: nothing about the account changes.
void replace_totp_seals(Transaction& tx, const TotpSecrets& secrets);

/// Notes that the code of this step was used. False when this or a later one was used before.
[[nodiscard]] bool use_totp_step(Transaction& tx, const UserId& user, std::int64_t step);

/// Replaces all recovery codes by these hashes; none is fine.
void replace_recovery_codes(Transaction& tx, const AccountRecorded& recorded, const UserId& user,
                            const std::vector<std::string>& hashes);
/// False when the user has no such unused code.
[[nodiscard]] bool use_recovery_code(Transaction& tx, const UserId& user, const std::string& hash);

}  // namespace rolecall::store
