#include "service/accounts/operator_accounts.h"

#include "base/address.h"
#include "base/crypto/password_rules.h"
#include "service/accounts/account_mail.h"
#include "service/accounts/account_name.h"
#include "service/accounts/account_rows.h"
#include "service/accounts/claim_account.h"
#include "service/accounts/end_logins.h"
#include "service/accounts/second_factor.h"

namespace rolecall::service {
Result<Done> check_new_user(const CreateUser& request) {
  Error error{Code::invalid, "invalid", "a field is invalid"};
  const auto address = read_address(request.email);
  if (!address) error.fields.push_back({"/email", "is not an e-mail address"});
  if (!read_account_name(request.name)) error.fields.push_back({"/name", "is one line of 1 to 100 characters"});
  if (const auto wrong = crypto::check_new_password(request.password, address ? address->key : "")) {
    error.fields.push_back({"/password", *wrong});
  }
  if (!error.fields.empty()) return std::unexpected(std::move(error));
  return Done{};
}

Result<store::Account> create_user(store::Transaction& tx, const CreateUser& request, const std::string& password_hash) {
  if (const auto checked = check_new_user(request); !checked) return std::unexpected(checked.error());
  auto account = claim_account(tx, {*read_address(request.email), *read_account_name(request.name), password_hash, {}});
  if (!account) return account;
  auto event = system_event("account.created", account->id, store::SystemReason::operator_command);
  event.after = audit::Object{{"email", personal(account->address, account->id)}, {"name", personal(account->name, account->id)}};
  store::record_account(tx, event);
  return account;
}

Result<Done> reset_mfa(store::Transaction& tx, const Environment& environment, const std::string& email) {
  const auto key = normalise_address(email);
  auto account = key ? store::find_account_by_address(tx, *key) : std::nullopt;
  if (!account) return fail(Code::not_found, "not_found", "there is no account with this address");
  tx.lock_user(account->id);
  account = store::find_account(tx, account->id);
  if (!account->has_mfa()) return fail(Code::conflict, "no_mfa", "this account has no second factor");
  auto event = system_event("account.mfa_removed", account->id, store::SystemReason::operator_command);
  event.before = audit::Object{{"mfa_enabled", true}};
  event.after = audit::Object{{"mfa_enabled", false}};
  remove_second_factor(tx, store::record_account(tx, event), *account);
  end_logins_of(tx, account->id, store::SystemReason::operator_command);
  add_account_mail(tx, environment, "mfa_changed", account->address,
                   compose::mfa_changed_mail(compose::MfaChange::reset_by_operator, tx.now(), page(environment, "/account")));
  return Done{};
}

}  // namespace rolecall::service
