#include "service/accounts/change_password.h"

#include "base/crypto/password_rules.h"
#include "service/accounts/account_mail.h"
#include "service/accounts/account_rows.h"
#include "service/accounts/end_logins.h"
#include "service/accounts/reauthenticate.h"
#include "store/address_tokens.h"

namespace rolecall::service {

Result<PasswordWork> prepare_password_change(store::Transaction& tx, const Environment& environment,
                                             const store::Credential& credential, const ChangePassword& request) {
  auto work = prepare_reauthentication(tx, environment, credential, request.client, request.current_password);
  if (!work) return work;
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  if (const auto wrong = crypto::check_new_password(request.new_password, caller->address_key)) {
    return invalid_field("/new_password", *wrong);
  }
  work->to_hash = request.new_password;
  return work;
}

Result<Done> change_password(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                             const ChangePassword& request, const PasswordOutcome& outcome) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  const auto proved = reauthenticate(tx, environment, *caller, request.client,
                                     {request.current_password, request.code, "/current_password"}, outcome);
  if (!proved) return proved;
  auto account = store::find_account(tx, caller->user).value();
  account.password_hash = outcome.new_hash;
  store::save_account(tx, store::record_account(tx, own_event("account.password_changed", *caller, request.client)), account);
  store::delete_address_tokens(tx, account.id, store::TokenPurpose::reset);
  end_logins_after_change(tx, request.client, account, caller->login);
  add_account_mail(tx, environment, "password_changed", account.address,
                   compose::password_changed_mail(tx.now(), page(environment, "/forgot")));
  return Done{};
}

}  // namespace rolecall::service
