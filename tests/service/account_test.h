// What tests of accounts share: the use cases of a person without an account, with real password hashing, and the audit rows.
#pragma once

#include <string>
#include <vector>

#include "audit/event.h"
#include "base/totp.h"
#include "service/accounts/register_account.h"
#include "service/accounts/reset_password.h"
#include "service/accounts/sign_in.h"
#include "service/accounts/totp_enrolment.h"
#include "service/accounts/verify_account.h"
#include "store/caller.h"
#include "store/sql.h"
#include "support/service_world.h"

namespace rolecall::testing {

inline const std::string adas_address = "ada@clinic.example";

class AccountTest : public ServiceTest {
 protected:
  static inline const service::Client home{"192.0.2.10", "Test browser"};
  static inline const service::Client elsewhere{"198.51.100.7", "Another browser"};

  [[nodiscard]] const service::Environment& environment() { return world().environment(); }

  /// A use case in its three steps: what to hash, hashing, doing it.
  template <class Prepare, class Act>
  auto in_steps(Prepare prepare, Act act) -> std::invoke_result_t<Act&, store::Transaction&, const service::PasswordOutcome&> {
    const auto work = world().read(prepare);
    if (!work) return std::unexpected(work.error());
    const auto outcome = service::perform(*work);
    return world().write([&](store::Transaction& tx) { return act(tx, outcome); });
  }

  Result<Done> enrol(const std::string& email, const std::string& name, const std::string& password) {
    const service::RegisterAccount request{email, name, password, home};
    return in_steps(
        [&](auto& tx) { return service::prepare_registration(tx, environment(), request); },
        [&](auto& tx, const auto& outcome) { return service::register_account(tx, environment(), request, outcome); });
  }
  Result<service::SignedIn> verify(const std::string& token, const std::string& password) {
    const service::VerifyAccount request{token, password, home};
    return in_steps([&](auto& tx) { return service::prepare_verification(tx, environment(), request); },
                    [&](auto& tx, const auto& outcome) { return service::verify_account(tx, environment(), request, outcome); });
  }
  Result<service::SignedIn> sign_in(const std::string& email, const std::string& password,
                                    const std::optional<std::string>& code = std::nullopt, const service::Client& client = home) {
    const service::SignIn request{email, password, code, client};
    return in_steps([&](auto& tx) { return service::prepare_sign_in(tx, environment(), request); },
                    [&](auto& tx, const auto& outcome) { return service::sign_in(tx, environment(), request, outcome); });
  }
  /// A wrong password without the cost of hashing it.
  Result<service::SignedIn> guess(const std::string& email, const service::Client& client) {
    const service::SignIn request{email, "a guess", std::nullopt, client};
    return world().write([&](auto& tx) { return service::sign_in(tx, environment(), request, {}); });
  }
  Result<Done> forget(const std::string& email) {
    return world().write([&](auto& tx) { return service::forgot_password(tx, environment(), {email, home}); });
  }
  Result<Done> reset(const std::string& token, const std::string& password) {
    const service::ResetPassword request{token, password, home};
    return in_steps([&](auto& tx) { return service::prepare_reset(tx, request); },
                    [&](auto& tx, const auto& outcome) { return service::reset_password(tx, environment(), request, outcome); });
  }

  /// The password that everybody of `signed_in` has, as already hashed and compared.
  [[nodiscard]] static service::PasswordOutcome right_password() { return {true, test_password_hash(), ""}; }
  [[nodiscard]] static service::PasswordOutcome wrong_password() { return {false, test_password_hash(), ""}; }

  struct Enrolled {
    std::string secret;
    std::vector<std::string> recovery_codes;
  };
  Enrolled turn_on_mfa(const Person& person) {
    const auto begun = world().write([&](auto& tx) {
      return service::enrol_totp(tx, environment(), person.credential, home, {test_password, std::nullopt}, right_password());
    });
    const auto secret = crypto::from_base32(begun.value().secret).value();
    const auto codes = world().write(
        [&](auto& tx) { return service::confirm_totp(tx, environment(), person.credential, home, code_of(secret)); });
    return {secret, codes.value()};
  }
  [[nodiscard]] std::string code_of(const std::string& secret) {
    return totp::code_at(secret, totp::step_at(world().clock().now()));
  }

  [[nodiscard]] bool opens(const store::Credential& credential) {
    return world()
        .read([&](auto& tx) { return store::load_caller(tx, credential, environment().settings.idle_limit); })
        .has_value();
  }
  [[nodiscard]] static store::Credential credential_of(const service::SignedIn& signed_in) {
    return {store::Credential::Kind::login, crypto::token_hash(signed_in.login.token)};
  }

  /// The rows of the installation's chain with this action, oldest first.
  std::vector<audit::Event> audited(const std::string& action) {
    return world().look([&](store::Transaction& tx) {
      std::vector<audit::Event> events;
      for (auto rows = store::query(
               tx, "SELECT encoded FROM audit_event WHERE chain = 'installation' AND action = $1 ORDER BY seq", action);
           rows.next();) {
        events.push_back(audit::decode_row(rows.text_view(0)).value());
      }
      return events;
    });
  }
  /// How many rows of all tables of audit hold this text anywhere, hashes and commitments aside.
  std::int64_t rows_in_clear(const std::string& text) {
    return world().look([&](store::Transaction& tx) {
      auto rows = store::query(tx, "SELECT count(*) FROM audit_event WHERE encoded LIKE $1", "%" + text + "%");
      rows.next();
      return rows.integer(0);
    });
  }
};

}  // namespace rolecall::testing
