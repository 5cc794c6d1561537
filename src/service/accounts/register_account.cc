#include "service/accounts/register_account.h"

#include "base/address.h"
#include "base/crypto/password_rules.h"
#include "base/crypto/token.h"
#include "service/accounts/account_mail.h"
#include "service/accounts/account_name.h"
#include "service/accounts/account_rows.h"
#include "service/accounts/mail_rate.h"
#include "store/address_tokens.h"

namespace rolecall::service {
namespace {

struct Registration {
  Address address;
  std::string name;
};

Result<Registration> read(const RegisterAccount& request) {
  Error error{Code::invalid, "invalid", "a field is invalid"};
  const auto address = read_address(request.email);
  const auto name = read_account_name(request.name);
  if (!address) error.fields.push_back({"/email", "is not an e-mail address"});
  if (!name) error.fields.push_back({"/name", "is one line of 1 to 100 characters"});
  if (const auto wrong = crypto::check_new_password(request.password, address ? address->key : "")) {
    error.fields.push_back({"/password", *wrong});
  }
  if (!error.fields.empty()) return std::unexpected(std::move(error));
  return Registration{*address, *name};
}

store::Account unverified_account(store::Transaction& tx, const Registration& registration) {
  store::Account account;
  account.id = UserId::make(tx.now());
  account.address = registration.address.spelling;
  account.address_key = registration.address.key;
  account.name = registration.name;
  account.created_at = tx.now();
  return account;
}

void mail_verification(store::Transaction& tx, const Environment& environment, const store::Account& account,
                       const Registration& registration, const std::string& password_hash) {
  const std::string token = crypto::random_token();
  const Duration lifetime = environment.settings.verification_lifetime;
  store::insert_address_token(tx, {crypto::token_hash(token), account.id, store::TokenPurpose::verify, registration.name,
                                   password_hash, registration.address.spelling, tx.now(), tx.now() + lifetime, std::nullopt});
  add_account_mail(tx, environment, "verify", registration.address.spelling,
                   compose::verification_mail(page(environment, "/verify/" + token), lifetime));
}

void mail_that_account_exists(store::Transaction& tx, const Environment& environment, const store::Account& account) {
  add_account_mail(tx, environment, "already_registered", account.address,
                   compose::already_registered_mail(page(environment, "/sign-in"), page(environment, "/forgot")));
}

}  // namespace

Result<PasswordWork> prepare_registration(store::Transaction& tx, const Environment& environment,
                                          const RegisterAccount& request) {
  if (const auto registration = read(request); !registration) return std::unexpected(registration.error());
  const auto room = check_mail_rate(tx, environment, {.client_address = request.client.address});
  if (!room) return std::unexpected(room.error());
  PasswordWork work;
  work.to_hash = request.password;
  return work;
}

Result<Done> register_account(store::Transaction& tx, const Environment& environment, const RegisterAccount& request,
                              const PasswordOutcome& outcome) {
  const auto registration = read(request);
  if (!registration) return std::unexpected(registration.error());
  if (auto room = count_mail(tx, environment, {.client_address = request.client.address}); !room) return room;
  auto account = store::find_account_by_address(tx, registration->address.key);
  const bool is_new = !account;
  if (is_new) account = unverified_account(tx, *registration);
  const auto recorded =
      store::record_account(tx, unproved_event("account.registered", environment, account, account->address_key, request.client));
  if (is_new) store::insert_account(tx, recorded, *account);
  if (!count_mail(tx, environment, {.address_key = registration->address.key})) return Done{};
  if (account->is_verified()) {
    mail_that_account_exists(tx, environment, *account);
  } else {
    mail_verification(tx, environment, *account, *registration, outcome.new_hash);
  }
  return Done{};
}

}  // namespace rolecall::service
