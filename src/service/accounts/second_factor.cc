#include "service/accounts/second_factor.h"

#include "base/log.h"
#include "base/totp.h"
#include "store/logins.h"

namespace rolecall::service {
namespace {

std::string binding_of(const UserId& user, TotpPlace place) {
  return "user/" + user.value + (place == TotpPlace::confirmed ? "/totp" : "/totp_pending");
}

bool use_totp_code(store::Transaction& tx, const Environment& environment, const store::Account& account,
                   const std::string& typed) {
  const auto secret = open_totp(environment, account.id, TotpPlace::confirmed, account.totp_sealed);
  if (!secret) return false;
  const auto step = totp::match(*secret, typed, tx.now(), account.totp_last_step);
  return step && store::use_totp_step(tx, account.id, *step);
}

/// How many secrets were sealed again: one, or none when there is none that opens.
std::int64_t reseal(const Environment& environment, const UserId& user, TotpPlace place, crypto::Bytes& sealed) {
  auto secret = open_totp(environment, user, place, sealed);
  if (!secret) return 0;
  sealed = seal_totp(environment, user, place, *secret);
  crypto::wipe(*secret);
  return 1;
}

}  // namespace

crypto::Bytes seal_totp(const Environment& environment, const UserId& user, TotpPlace place, std::string_view secret) {
  return environment.keys.sealer().seal(crypto::Purpose::totp_secret, binding_of(user, place), secret);
}

std::optional<crypto::Bytes> open_totp(const Environment& environment, const UserId& user, TotpPlace place,
                                       const crypto::Bytes& sealed) {
  if (sealed.empty()) return std::nullopt;
  auto opened = environment.keys.sealer().open(crypto::Purpose::totp_secret, binding_of(user, place), sealed);
  if (opened) return std::move(*opened);
  log::error("totp_secret_unreadable", {{"user", user}});
  return std::nullopt;
}

std::int64_t reseal_second_factors(store::Transaction& tx, const Environment& environment) {
  std::int64_t resealed = 0;
  for (auto& secrets : store::all_totp_secrets(tx)) {
    resealed += reseal(environment, secrets.user, TotpPlace::confirmed, secrets.confirmed);
    resealed += reseal(environment, secrets.user, TotpPlace::pending, secrets.pending);
    store::replace_totp_seals(tx, secrets);
  }
  return resealed;
}

std::optional<Proof> use_code(store::Transaction& tx, const Environment& environment, const store::Account& account,
                              const std::string& typed) {
  if (use_totp_code(tx, environment, account, typed)) return Proof::totp_code;
  if (store::use_recovery_code(tx, account.id, totp::recovery_code_hash(typed))) return Proof::recovery_code;
  return std::nullopt;
}

std::vector<std::string> renew_recovery_codes(store::Transaction& tx, const store::AccountRecorded& recorded,
                                              const UserId& user) {
  auto codes = totp::new_recovery_codes();
  std::vector<std::string> hashes;
  hashes.reserve(codes.size());
  for (const auto& code : codes) hashes.push_back(totp::recovery_code_hash(code));
  store::replace_recovery_codes(tx, recorded, user, hashes);
  return codes;
}

void remove_second_factor(store::Transaction& tx, const store::AccountRecorded& recorded, store::Account& account) {
  account.totp_sealed.clear();
  store::save_account(tx, recorded, account);
  store::set_pending_totp(tx, account.id, {});
  store::replace_recovery_codes(tx, recorded, account.id, {});
  store::unmark_mfa_used(tx, recorded, account.id);
}

}  // namespace rolecall::service
