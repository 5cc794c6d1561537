#include "service/accounts/verify_account.h"

#include "base/crypto/token.h"
#include "service/accounts/account_rows.h"
#include "service/accounts/sign_in_throttle.h"
#include "store/address_tokens.h"

namespace rolecall::service {
namespace {

struct PendingVerification {
  store::AddressToken token;
  store::Account account;
};

Result<PendingVerification> find_pending_verification(store::Transaction& tx, const VerifyAccount& request) {
  const auto expired =
      fail(Code::gone, "verification_expired", "this link is not valid any more; register again to get a new one");
  auto token = store::find_address_token(tx, crypto::token_hash(request.token), store::TokenPurpose::verify);
  if (!token) return expired;
  if (token->used_at) return fail(Code::gone, "verification_used", "this link was used already; sign in");
  auto account = store::find_account(tx, token->user);
  if (token->expires_at <= tx.now() || !account || account->is_verified()) return expired;
  return PendingVerification{std::move(*token), std::move(*account)};
}

std::unexpected<Error> refuse(store::Transaction& tx, const Environment& environment, const store::Account& account,
                              const Client& client) {
  const auto event = unproved_event("account.verified", environment, account, account.address_key, client);
  tx.record_on_error([&environment, event, attempt = Attempt{account.address_key, client.address}](store::Transaction& later) {
    count_failed_attempt(later, environment, attempt);
    store::record_refused_attempt(later, event, "wrong_credentials");
  });
  return fail(Code::unauthenticated, "wrong_credentials", "this is not the password that was given at registration");
}

}  // namespace

Result<PasswordWork> prepare_verification(store::Transaction& tx, const Environment& environment, const VerifyAccount& request) {
  const auto pending = find_pending_verification(tx, request);
  if (!pending) return std::unexpected(pending.error());
  const auto room = check_attempts(tx, environment, {pending->account.address_key, request.client.address});
  if (!room) return std::unexpected(room.error());
  PasswordWork work;
  work.check = {request.password, pending->token.password_hash};
  return work;
}

Result<SignedIn> verify_account(store::Transaction& tx, const Environment& environment, const VerifyAccount& request,
                                const PasswordOutcome& outcome) {
  if (const auto named = find_pending_verification(tx, request)) tx.lock_user(named->account.id);
  auto pending = find_pending_verification(tx, request);
  if (!pending) return std::unexpected(pending.error());
  auto& [token, account] = *pending;
  const Attempt attempt{account.address_key, request.client.address};
  if (const auto room = check_attempts(tx, environment, attempt); !room) return std::unexpected(room.error());
  if (!outcome.matches || outcome.checked_hash != token.password_hash) return refuse(tx, environment, account, request.client);
  account.name = token.name;
  if (!token.address.empty()) account.address = token.address;  // what was proved, whoever registered first however he spelled it
  account.password_hash = token.password_hash;
  account.verified_at = tx.now();
  auto event = own_event("account.verified", account, request.client);
  event.after = audit::Object{{"email", personal(account.address, account.id)}, {"name", personal(account.name, account.id)}};
  store::save_account(tx, store::record_account(tx, event), account);
  store::use_address_token(tx, token);
  store::delete_address_tokens(tx, account.id, store::TokenPurpose::reset);
  note_signed_in(tx, environment, attempt);
  auto login = begin_login(tx, environment, account, Proof::mailed_link, request.client);
  return SignedIn{std::move(account), std::move(login)};
}

}  // namespace rolecall::service
