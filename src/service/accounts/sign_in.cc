#include "service/accounts/sign_in.h"

#include "base/address.h"
#include "service/accounts/account_mail.h"
#include "service/accounts/account_rows.h"
#include "service/accounts/second_factor.h"
#include "service/accounts/sign_in_throttle.h"

namespace rolecall::service {
namespace {

/// What is no address has no account either, but is counted like one.
std::string address_key_of(const SignIn& request) { return normalise_address(request.email).value_or("no address"); }

/// Nothing for an unverified account too: it signs in nowhere.
std::optional<store::Account> find_verified(store::Transaction& tx, const std::string& address_key) {
  auto account = store::find_account_by_address(tx, address_key);
  if (account) {
    tx.lock_user(account->id);
    account = store::find_account(tx, account->id);
  }
  return account && account->is_verified() ? account : std::nullopt;
}

/// The wrong password of an account, of an unknown one too.
std::unexpected<Error> refuse_password(store::Transaction& tx, const Environment& environment, const Attempt& attempt,
                                       const store::AccountEvent& event) {
  tx.record_on_error([&environment, attempt, event](store::Transaction& later) {
    count_failed_attempt(later, environment, attempt);
    store::record_refused_attempt(later, event, "wrong_credentials");
  });
  return fail(Code::unauthenticated, "wrong_credentials", "the e-mail address or the password is wrong");
}

std::unexpected<Error> ask_for_code(store::Transaction& tx, const store::AccountEvent& event) {
  tx.record_on_error([event](store::Transaction& later) { store::record_refused_attempt(later, event, "mfa_needed"); });
  return fail(Code::unauthenticated, "mfa_needed", "type a code of your authenticator app, or a recovery code");
}

std::unexpected<Error> refuse_code(store::Transaction& tx, const Environment& environment, const std::string& address_key,
                                   const store::AccountEvent& event) {
  tx.record_on_error([&environment, address_key, event](store::Transaction& later) {
    count_wrong_code(later, environment, address_key);
    store::record_refused_attempt(later, event, "wrong_code");
  });
  return fail(Code::unauthenticated, "wrong_code", "the code is wrong or was used before");
}

Result<Proof> prove_second_factor(store::Transaction& tx, const Environment& environment, const store::Account& account,
                                  const SignIn& request, const store::AccountEvent& event) {
  if (!account.has_mfa()) return Proof::password;
  if (!request.code || request.code->empty()) return ask_for_code(tx, event);
  if (const auto room = check_codes(tx, environment, account.address_key); !room) return std::unexpected(room.error());
  const auto proof = use_code(tx, environment, account, *request.code);
  if (!proof) return refuse_code(tx, environment, account.address_key, event);
  if (*proof == Proof::recovery_code) {
    add_account_mail(tx, environment, "mfa_changed", account.address,
                     compose::mfa_changed_mail(compose::MfaChange::recovery_code_used, tx.now(), page(environment, "/account")));
  }
  return *proof;
}

}  // namespace

Result<PasswordWork> prepare_sign_in(store::Transaction& tx, const Environment& environment, const SignIn& request) {
  const std::string address_key = address_key_of(request);
  const auto room = check_attempts(tx, environment, {address_key, request.client.address});
  if (!room) return std::unexpected(room.error());
  const auto account = find_verified(tx, address_key);
  PasswordWork work;
  work.check = {request.password, account && !account->password_hash.empty() ? account->password_hash : crypto::dummy_hash()};
  return work;
}

Result<SignedIn> sign_in(store::Transaction& tx, const Environment& environment, const SignIn& request,
                         const PasswordOutcome& outcome) {
  const Attempt attempt{address_key_of(request), request.client.address};
  auto account = find_verified(tx, attempt.address_key);
  if (const auto room = check_attempts(tx, environment, attempt); !room) return std::unexpected(room.error());
  const auto event = unproved_event("login.failed", environment, account, attempt.address_key, request.client);
  if (!account || !outcome.matches || outcome.checked_hash != account->password_hash) {
    return refuse_password(tx, environment, attempt, event);
  }
  const auto proof = prove_second_factor(tx, environment, *account, request, event);
  if (!proof) return std::unexpected(proof.error());
  note_signed_in(tx, environment, attempt);
  auto login = begin_login(tx, environment, *account, *proof, request.client);
  return SignedIn{std::move(*account), std::move(login)};
}

}  // namespace rolecall::service
