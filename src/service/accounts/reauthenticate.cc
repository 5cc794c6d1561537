#include "service/accounts/reauthenticate.h"

#include "service/accounts/account_rows.h"
#include "service/accounts/second_factor.h"
#include "service/accounts/sign_in_throttle.h"

namespace rolecall::service {
namespace {

Attempt attempt_of(const store::Caller& caller, const Client& client) { return {caller.address_key, client.address}; }

void note_wrong_password(store::Transaction& tx, const Environment& environment, const store::Caller& caller,
                         const Client& client) {
  tx.record_on_error([&environment, attempt = attempt_of(caller, client),
                      event = own_event("account.reauthenticated", caller, client)](store::Transaction& later) {
    count_failed_attempt(later, environment, attempt);
    store::record_refused_attempt(later, event, "wrong_password");
  });
}

void note_wrong_code(store::Transaction& tx, const Environment& environment, const store::Caller& caller, const Client& client) {
  tx.record_on_error([&environment, address_key = caller.address_key,
                      event = own_event("account.reauthenticated", caller, client)](store::Transaction& later) {
    count_wrong_code(later, environment, address_key);
    store::record_refused_attempt(later, event, "wrong_code");
  });
}

Result<Done> check_code(store::Transaction& tx, const Environment& environment, const store::Caller& caller, const Client& client,
                        const store::Account& account, const std::optional<std::string>& code) {
  if (!account.has_mfa()) return Done{};
  if (!code || code->empty()) return invalid_field("/code", "two-factor sign-in is on: type a code of your authenticator app");
  if (auto room = check_codes(tx, environment, account.address_key); !room) return room;
  if (use_code(tx, environment, account, *code)) return Done{};
  note_wrong_code(tx, environment, caller, client);
  return invalid_field("/code", "this code is wrong or was used before");
}

}  // namespace

Result<store::Caller> load_signed_in(store::Transaction& tx, const Environment& environment,
                                     const store::Credential& credential) {
  auto caller = store::load_caller(tx, credential, environment.settings.idle_limit);
  if (caller && caller->is_key()) return fail(Code::denied, "login_needed", "an API key does not manage the account; sign in");
  return caller;
}

Result<PasswordWork> prepare_reauthentication(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const Client& client,
                                              const std::string& password) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  if (auto room = check_attempts(tx, environment, attempt_of(*caller, client)); !room) return std::unexpected(room.error());
  const auto account = store::find_account(tx, caller->user);
  PasswordWork work;
  work.check = {password, account && !account->password_hash.empty() ? account->password_hash : crypto::dummy_hash()};
  return work;
}

Result<Done> reauthenticate(store::Transaction& tx, const Environment& environment, const store::Caller& caller,
                            const Client& client, const Reauthentication& request, const PasswordOutcome& outcome) {
  tx.lock_user(caller.user);
  const auto account = store::find_account(tx, caller.user);
  if (!account) return fail(Code::unauthenticated, "not_signed_in", "sign in first");
  if (auto room = check_attempts(tx, environment, attempt_of(caller, client)); !room) return room;
  if (!outcome.matches || outcome.checked_hash != account->password_hash) {
    note_wrong_password(tx, environment, caller, client);
    return invalid_field(request.password_pointer, "this is not your password");
  }
  return check_code(tx, environment, caller, client, *account, request.code);
}

}  // namespace rolecall::service
