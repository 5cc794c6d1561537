#include "store/accounts.h"

#include "store/raw_bytes.h"
#include "store/sql.h"

namespace rolecall::store {
namespace {

#define ROLECALL_ACCOUNT_COLUMNS \
  "id, address, address_key, name, password_hash, verified_at, totp_sealed, totp_last_step, created_at"

std::optional<Account> first_account(Rows rows) {
  if (!rows.next()) return std::nullopt;
  Account account;
  account.id = rows.id<UserId>(0);
  account.address = rows.text(1);
  account.address_key = rows.text(2);
  account.name = rows.text(3);
  account.password_hash = rows.text_or_null(4).value_or("");
  account.verified_at = rows.instant_or_null(5);
  account.totp_sealed = from_column(rows, 6);
  account.totp_last_step = rows.integer(7);
  account.created_at = rows.instant(8);
  return account;
}

std::optional<std::string> hash_column(const Account& account) {
  return account.password_hash.empty() ? std::nullopt : std::optional(account.password_hash);
}

}  // namespace

std::optional<Account> find_account(Transaction& tx, const UserId& id) {
  return first_account(query(tx, "SELECT " ROLECALL_ACCOUNT_COLUMNS " FROM users WHERE id = $1", id));
}

std::optional<Account> find_account_by_address(Transaction& tx, const std::string& address_key) {
  return first_account(query(tx, "SELECT " ROLECALL_ACCOUNT_COLUMNS " FROM users WHERE address_key = $1", address_key));
}

void insert_account(Transaction& tx, const AccountRecorded& /*recorded*/, const Account& account) {
  execute(
      tx,
      "INSERT INTO users(id, address, address_key, name, password_hash, verified_at, totp_sealed, totp_last_step, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      account.id, account.address, account.address_key, account.name, hash_column(account), account.verified_at,
      to_column(account.totp_sealed), account.totp_last_step, account.created_at);
}

void save_account(Transaction& tx, const AccountRecorded& /*recorded*/, const Account& account) {
  execute(tx,
          "UPDATE users SET address = $2, name = $3, password_hash = $4, verified_at = $5, totp_sealed = $6, totp_last_step = $7 "
          "WHERE id = $1",
          account.id, account.address, account.name, hash_column(account), account.verified_at, to_column(account.totp_sealed),
          account.totp_last_step);
}

crypto::Bytes find_pending_totp(Transaction& tx, const UserId& user) {
  auto rows = query(tx, "SELECT totp_pending_sealed FROM users WHERE id = $1", user);
  return rows.next() ? from_column(rows, 0) : crypto::Bytes{};
}

void set_pending_totp(Transaction& tx, const UserId& user, const crypto::Bytes& sealed) {
  execute(tx, "UPDATE users SET totp_pending_sealed = $2 WHERE id = $1", user, to_column(sealed));
}

std::vector<TotpSecrets> all_totp_secrets(Transaction& tx) {
  std::vector<TotpSecrets> all;
  for (auto rows = query(tx,
                         "SELECT id, totp_sealed, totp_pending_sealed FROM users "
                         "WHERE totp_sealed IS NOT NULL OR totp_pending_sealed IS NOT NULL ORDER BY id");
       rows.next();) {
    all.push_back({rows.id<UserId>(0), from_column(rows, 1), from_column(rows, 2)});
  }
  return all;
}

void replace_totp_seals(Transaction& tx, const TotpSecrets& secrets) {
  execute(tx, "UPDATE users SET totp_sealed = $2, totp_pending_sealed = $3 WHERE id = $1", secrets.user,
          to_column(secrets.confirmed), to_column(secrets.pending));
}

bool use_totp_step(Transaction& tx, const UserId& user, std::int64_t step) {
  return execute(tx, "UPDATE users SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2", user, step) > 0;
}

void replace_recovery_codes(Transaction& tx, const AccountRecorded& /*recorded*/, const UserId& user,
                            const std::vector<std::string>& hashes) {
  execute(tx, "DELETE FROM recovery_code WHERE user_id = $1", user);
  for (const auto& hash : hashes) {
    execute(tx, "INSERT INTO recovery_code(user_id, code_hash, used_at) VALUES ($1, $2, NULL)", user, hash);
  }
}

bool use_recovery_code(Transaction& tx, const UserId& user, const std::string& hash) {
  return execute(tx, "UPDATE recovery_code SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL", user,
                 hash, tx.now()) > 0;
}

}  // namespace rolecall::store
