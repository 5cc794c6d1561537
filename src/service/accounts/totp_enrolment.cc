#include "service/accounts/totp_enrolment.h"

#include "base/totp.h"
#include "service/accounts/account_mail.h"
#include "service/accounts/account_rows.h"
#include "service/accounts/qr_svg.h"
#include "service/accounts/second_factor.h"
#include "service/accounts/sign_in_throttle.h"
#include "store/logins.h"

namespace rolecall::service {
namespace {

constexpr std::string_view issuer = "Rolecall";

void mail_change(store::Transaction& tx, const Environment& environment, const std::string& address, compose::MfaChange change) {
  add_account_mail(tx, environment, "mfa_changed", address,
                   compose::mfa_changed_mail(change, tx.now(), page(environment, "/account")));
}

std::unexpected<Error> refuse_code(store::Transaction& tx, const Environment& environment, const store::Caller& caller,
                                   const Client& client) {
  tx.record_on_error([&environment, address_key = caller.address_key,
                      event = own_event("account.mfa_enabled", caller, client)](store::Transaction& later) {
    count_wrong_code(later, environment, address_key);
    store::record_refused_attempt(later, event, "wrong_code");
  });
  return invalid_field("/code", "this code is wrong; check the clock of the device");
}

}  // namespace

Result<TotpEnrolment> enrol_totp(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                 const Client& client, const Reauthentication& request, const PasswordOutcome& outcome) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  const auto proved = reauthenticate(tx, environment, *caller, client, request, outcome);
  if (!proved) return std::unexpected(proved.error());
  const auto secret = totp::new_secret();
  store::record_account(tx, own_event("account.mfa_enrolment_begun", *caller, client));
  store::set_pending_totp(tx, caller->user, seal_totp(environment, caller->user, TotpPlace::pending, secret));
  auto uri = totp::otpauth_uri(secret, issuer, caller->address);
  auto svg = qr_svg(uri);
  return TotpEnrolment{crypto::to_base32(secret), std::move(uri), std::move(svg)};
}

Result<std::vector<std::string>> confirm_totp(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const Client& client,
                                              const std::string& code) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  tx.lock_user(caller->user);
  auto account = store::find_account(tx, caller->user).value();
  const auto secret = open_totp(environment, account.id, TotpPlace::pending, store::find_pending_totp(tx, account.id));
  if (!secret) return fail(Code::conflict, "no_enrolment", "begin with a new QR code first");
  if (const auto room = check_codes(tx, environment, account.address_key); !room) return std::unexpected(room.error());
  const auto step = totp::match(*secret, code, tx.now(), std::nullopt);
  if (!step) return refuse_code(tx, environment, *caller, client);
  auto event = own_event("account.mfa_enabled", *caller, client);
  event.before = audit::Object{{"mfa_enabled", account.has_mfa()}};
  event.after = audit::Object{{"mfa_enabled", true}};
  const auto recorded = store::record_account(tx, event);
  account.totp_sealed = seal_totp(environment, account.id, TotpPlace::confirmed, *secret);
  account.totp_last_step = *step;
  store::save_account(tx, recorded, account);
  store::set_pending_totp(tx, account.id, {});
  store::mark_mfa_used(tx, recorded, caller->login);
  mail_change(tx, environment, account.address, compose::MfaChange::turned_on);
  return renew_recovery_codes(tx, recorded, account.id);
}

Result<Done> remove_totp(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                         const Client& client, const Reauthentication& request, const PasswordOutcome& outcome) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  if (auto proved = reauthenticate(tx, environment, *caller, client, request, outcome); !proved) return proved;
  auto account = store::find_account(tx, caller->user).value();
  if (!account.has_mfa()) return Done{};
  auto event = own_event("account.mfa_removed", *caller, client);
  event.before = audit::Object{{"mfa_enabled", true}};
  event.after = audit::Object{{"mfa_enabled", false}};
  remove_second_factor(tx, store::record_account(tx, event), account);
  mail_change(tx, environment, account.address, compose::MfaChange::turned_off);
  return Done{};
}

}  // namespace rolecall::service
