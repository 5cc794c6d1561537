#include "service/accounts/reset_password.h"

#include "base/address.h"
#include "base/crypto/password_rules.h"
#include "base/crypto/token.h"
#include "service/accounts/account_mail.h"
#include "service/accounts/account_rows.h"
#include "service/accounts/end_logins.h"
#include "service/accounts/mail_rate.h"
#include "service/accounts/second_factor.h"
#include "store/address_tokens.h"

namespace rolecall::service {
namespace {

void mail_link(store::Transaction& tx, const Environment& environment, const store::Account& account) {
  const std::string token = crypto::random_token();
  const Duration lifetime = environment.settings.reset_lifetime;
  store::delete_address_tokens(tx, account.id, store::TokenPurpose::reset);
  store::insert_address_token(tx, {crypto::token_hash(token), account.id, store::TokenPurpose::reset, "", "", "", tx.now(),
                                   tx.now() + lifetime, std::nullopt});
  add_account_mail(tx, environment, "reset", account.address,
                   compose::password_reset_mail(page(environment, "/reset/" + token), lifetime));
}

struct PendingReset {
  store::AddressToken token;
  store::Account account;
};

Result<PendingReset> find_pending_reset(store::Transaction& tx, const ResetPassword& request) {
  const auto expired = fail(Code::gone, "reset_expired", "this link is not valid any more; ask for a new one");
  auto token = store::find_address_token(tx, crypto::token_hash(request.token), store::TokenPurpose::reset);
  if (!token) return expired;
  if (token->used_at) return fail(Code::gone, "reset_used", "this link was used already; ask for a new one");
  auto account = store::find_account(tx, token->user);
  if (token->expires_at <= tx.now() || !account) return expired;
  return PendingReset{std::move(*token), std::move(*account)};
}

}  // namespace

Result<PasswordWork> prepare_forgotten_password(store::Transaction& tx, const Environment& environment,
                                                const ForgotPassword& request) {
  if (!read_address(request.email)) return invalid_field("/email", "is not an e-mail address");
  const auto room = check_mail_rate(tx, environment, {.client_address = request.client.address});
  if (!room) return std::unexpected(room.error());
  PasswordWork work;
  work.check = {"nobody's password", crypto::dummy_hash()};
  return work;
}

Result<Done> forgot_password(store::Transaction& tx, const Environment& environment, const ForgotPassword& request) {
  const auto address = read_address(request.email);
  if (!address) return invalid_field("/email", "is not an e-mail address");
  if (auto room = count_mail(tx, environment, {.client_address = request.client.address}); !room) return room;
  auto account = store::find_account_by_address(tx, address->key);
  if (account) tx.lock_user(account->id);
  store::record_account(tx, unproved_event("account.reset_requested", environment, account, address->key, request.client));
  const bool has_room = count_mail(tx, environment, {.address_key = address->key}).has_value();
  if (account && has_room) mail_link(tx, environment, *account);
  return Done{};
}

Result<PasswordWork> prepare_reset(store::Transaction& tx, const ResetPassword& request) {
  const auto pending = find_pending_reset(tx, request);
  if (!pending) return std::unexpected(pending.error());
  if (const auto wrong = crypto::check_new_password(request.password, pending->account.address_key)) {
    return invalid_field("/password", *wrong);
  }
  PasswordWork work;
  work.to_hash = request.password;
  return work;
}

Result<Done> reset_password(store::Transaction& tx, const Environment& environment, const ResetPassword& request,
                            const PasswordOutcome& outcome) {
  if (const auto named = find_pending_reset(tx, request)) tx.lock_user(named->account.id);
  auto pending = find_pending_reset(tx, request);
  if (!pending) return std::unexpected(pending.error());
  auto& [token, account] = *pending;
  const bool was_verified = account.is_verified();
  auto event = own_event("account.password_changed", account, request.client);
  event.before = audit::Object{{"verified", was_verified}};
  event.after = audit::Object{{"verified", true}, {"proof", "mailed_link"}};
  const auto recorded = store::record_account(tx, event);
  account.password_hash = outcome.new_hash;
  if (!was_verified) {
    account.verified_at = tx.now();
    remove_second_factor(tx, recorded, account);
    store::delete_address_tokens(tx, account.id, store::TokenPurpose::verify);
  } else {
    store::save_account(tx, recorded, account);
  }
  store::use_address_token(tx, token);
  end_logins_after_change(tx, request.client, account);
  add_account_mail(tx, environment, "password_changed", account.address,
                   compose::password_changed_mail(tx.now(), page(environment, "/forgot")));
  return Done{};
}

}  // namespace rolecall::service
