#include "service/accounts/end_logins.h"

#include "service/accounts/account_rows.h"
#include "service/accounts/reauthenticate.h"

namespace rolecall::service {
namespace {

store::AccountEvent ended(const store::Caller& caller, const Client& client, const LoginId& login) {
  auto event = own_event("login.ended", caller, client);
  event.resource = {"login", login.value};
  return event;
}

std::int64_t end_all(store::Transaction& tx, store::AccountEvent event, const UserId& user, const LoginId& except) {
  audit::Array ids;
  for (const auto& login : store::unexpired_logins(tx, user)) {
    if (login != except) ids.emplace_back(login);
  }
  if (ids.empty()) return 0;
  event.before = audit::Object{{"logins", std::move(ids)}};
  return store::delete_logins(tx, store::record_account(tx, event), user, except);
}

}  // namespace

Result<Done> sign_out(store::Transaction& tx, const Environment& environment, store::Credential credential,
                      const Client& client) {
  credential.expected_user.reset();  // the cookie goes, whose ever it is, and its login with it
  const auto caller = store::load_caller(tx, credential, environment.settings.idle_limit);
  if (!caller || caller->is_key()) return Done{};
  store::delete_login(tx, store::record_account(tx, ended(*caller, client, caller->login)), caller->login);
  return Done{};
}

Result<OwnLogins> list_own_logins(store::Transaction& tx, const Environment& environment, const store::Credential& credential) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  return OwnLogins{caller->login, store::live_logins(tx, caller->user, environment.settings.idle_limit)};
}

Result<Done> end_own_login(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                           const Client& client, const LoginId& login) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  if (!store::find_live_login(tx, caller->user, login, environment.settings.idle_limit)) return not_found();
  store::delete_login(tx, store::record_account(tx, ended(*caller, client, login)), login);
  return Done{};
}

void end_logins_after_change(store::Transaction& tx, const Client& client, const store::Account& account, const LoginId& except) {
  end_all(tx, own_event("login.ended", account, client), account.id, except);
}

std::int64_t end_logins_of(store::Transaction& tx, const UserId& user, store::SystemReason reason) {
  return end_all(tx, system_event("login.ended", user, reason), user, {});
}

}  // namespace rolecall::service
