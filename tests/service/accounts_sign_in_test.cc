// Signing in, its limits in time, the throttle, and the second factor.
#include "base/crypto/password.h"
#include "service/account_test.h"
#include "service/accounts/change_password.h"
#include "service/accounts/end_logins.h"
#include "service/accounts/operator_accounts.h"

namespace rolecall {
namespace {

using testing::AccountTest;
using testing::adas_address;
using testing::test_password;

class SignIns : public AccountTest {};

TEST_P(SignIns, take_the_address_in_any_case_and_the_right_password) {
  world().signed_in("Ada", adas_address);
  const auto signed_in = sign_in(" Ada@Clinic.EXAMPLE ", test_password);
  ASSERT_TRUE(signed_in);
  EXPECT_TRUE(opens(credential_of(*signed_in)));
  EXPECT_EQ(audited("login.succeeded").size(), 2U);
}

TEST_P(SignIns, of_unknown_people_and_wrong_passwords_are_refused_alike) {
  world().signed_in("Ada", adas_address);
  const auto wrong = sign_in(adas_address, "some other words here");
  const auto unknown = sign_in("nobody@clinic.example", "some other words here");
  ASSERT_FALSE(wrong);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(wrong.error().name, unknown.error().name);
  EXPECT_EQ(wrong.error().detail, unknown.error().detail);
  const auto failures = audited("login.failed");
  ASSERT_EQ(failures.size(), 2U);
  EXPECT_EQ(failures[0].resource.type, "user");
  EXPECT_EQ(failures[1].resource.type, "address");
  EXPECT_EQ(rows_in_clear("nobody@"), 0);
}

TEST_P(SignIns, of_unknown_people_cost_the_hash_that_those_of_known_ones_cost) {
  world().signed_in("Ada", adas_address);
  const auto work_for = [&](const std::string& email) {
    return world()
        .read([&](auto& tx) { return service::prepare_sign_in(tx, environment(), {email, "x", std::nullopt, home}); })
        .value();
  };
  EXPECT_EQ(work_for(adas_address).check->hash, testing::test_password_hash());
  EXPECT_EQ(work_for("nobody@clinic.example").check->hash, crypto::dummy_hash());
}

TEST_P(SignIns, end_when_idle_for_half_an_hour) {
  const auto ada = world().signed_in("Ada", adas_address);
  for (int i = 0; i < 2; ++i) {
    world().advance(minutes(29));
    EXPECT_TRUE(world().write([&](auto& tx) { return store::load_caller(tx, ada.credential, minutes(30)); }))
        << "each use counts";
  }
  world().advance(minutes(30));
  EXPECT_FALSE(opens(ada.credential));
}

TEST_P(SignIns, end_after_twelve_hours_however_busy) {
  const auto ada = world().signed_in("Ada", adas_address);
  for (int i = 0; i < 48; ++i) {
    world().advance(minutes(15));
    const bool is_open = world().write([&](auto& tx) { return store::load_caller(tx, ada.credential, minutes(30)); }).has_value();
    EXPECT_EQ(is_open, i < 47) << i;
  }
}

TEST_P(SignIns, are_slowed_after_ten_wrong_passwords_and_go_on_after_a_while) {
  world().signed_in("Ada", adas_address);
  for (int i = 0; i < 10; ++i) ASSERT_EQ(guess(adas_address, elsewhere).error().name, "wrong_credentials");
  const auto refused = sign_in(adas_address, test_password, std::nullopt, elsewhere);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::throttled);
  EXPECT_EQ(refused.error().retry_after_seconds, 30);
  world().advance(seconds(30));
  EXPECT_TRUE(sign_in(adas_address, test_password, std::nullopt, elsewhere));
}

TEST_P(SignIns, of_the_owner_are_not_locked_by_a_foreign_flood) {
  world().signed_in("Ada", adas_address);
  ASSERT_TRUE(sign_in(adas_address, test_password));
  for (int i = 0; i < 200; ++i) (void)guess(adas_address, {"203.0.113." + std::to_string(i), "flood"});
  EXPECT_TRUE(sign_in(adas_address, test_password)) << "from where he signed in before";
  const service::Client new_place{"198.51.100.99", "a new place"};
  for (int i = 0; i < 2; ++i) EXPECT_EQ(guess(adas_address, new_place).error().name, "wrong_credentials");
  EXPECT_TRUE(sign_in(adas_address, test_password, std::nullopt, new_place)) << "and from a new place";
}

TEST_P(SignIns, from_strange_places_are_stricter_during_a_flood) {
  world().signed_in("Ada", adas_address);
  for (int i = 0; i < 40; ++i) (void)guess(adas_address, {"203.0.113." + std::to_string(i), "flood"});
  const service::Client stranger{"198.51.100.99", "stranger"};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(guess(adas_address, stranger).error().name, "wrong_credentials");
  EXPECT_EQ(guess(adas_address, stranger).error().code, Code::throttled);
}

TEST_P(SignIns, from_one_client_are_slowed_whatever_the_account) {
  for (int i = 0; i < 60; ++i) (void)guess("person" + std::to_string(i) + "@clinic.example", elsewhere);
  EXPECT_EQ(guess("another@clinic.example", elsewhere).error().code, Code::throttled);
  EXPECT_EQ(guess("another@clinic.example", home).error().name, "wrong_credentials");
}

TEST_P(SignIns, count_addresses_of_one_ipv6_network_as_one_client) {
  for (int i = 0; i < 10; ++i) (void)guess(adas_address, {"2001:db8:1:2::" + std::to_string(i + 1), ""});
  EXPECT_EQ(guess(adas_address, {"2001:db8:1:2:ffff::1", ""}).error().code, Code::throttled);
  EXPECT_EQ(guess(adas_address, {"2001:db8:1:3::1", ""}).error().name, "wrong_credentials");
}

TEST_P(SignIns, leave_no_address_in_the_throttle) {
  (void)guess(adas_address, elsewhere);
  const auto named = world().look([&](store::Transaction& tx) {
    auto rows = store::query(tx, "SELECT count(*) FROM throttle WHERE subject LIKE '%ada%' OR subject LIKE '%198.51%'");
    rows.next();
    return rows.integer(0);
  });
  EXPECT_EQ(named, 0);
}

TEST_P(SignIns, out_ends_the_login_and_its_row_stays_in_the_audit) {
  const auto ada = world().signed_in("Ada", adas_address);
  ASSERT_TRUE(world().write([&](auto& tx) { return service::sign_out(tx, environment(), ada.credential, home); }));
  EXPECT_FALSE(opens(ada.credential));
  EXPECT_EQ(audited("login.ended").size(), 1U);
  EXPECT_TRUE(world().write([&](auto& tx) { return service::sign_out(tx, environment(), ada.credential, home); }));
}

TEST_P(SignIns, of_others_can_neither_be_seen_nor_ended) {
  const auto ada = world().signed_in("Ada", adas_address);
  const auto bob = world().signed_in("Bob", "bob@clinic.example");
  const auto own = world().read([&](auto& tx) { return service::list_own_logins(tx, environment(), ada.credential); });
  ASSERT_EQ(own.value().logins.size(), 1U);
  EXPECT_EQ(own->current, ada.login);
  const auto refused =
      world().write([&](auto& tx) { return service::end_own_login(tx, environment(), ada.credential, home, bob.login); });
  EXPECT_EQ(refused.error().code, Code::not_found);
  EXPECT_TRUE(opens(bob.credential));
}

TEST_P(SignIns, elsewhere_end_with_a_changed_password) {
  const auto ada = world().signed_in("Ada", adas_address);
  const auto other = world().signed_in_again(ada);
  const service::ChangePassword change{test_password, "nine copper whistles", std::nullopt, home};
  const auto changed =
      in_steps([&](auto& tx) { return service::prepare_password_change(tx, environment(), ada.credential, change); },
               [&](auto& tx, const auto& outcome) {
                 return service::change_password(tx, environment(), ada.credential, change, outcome);
               });
  ASSERT_TRUE(changed);
  EXPECT_TRUE(opens(ada.credential));
  EXPECT_FALSE(opens(other.credential));
  EXPECT_TRUE(sign_in(adas_address, "nine copper whistles"));
}

TEST_P(SignIns, with_a_password_that_was_changed_while_it_was_hashed_are_refused) {
  const auto ada = world().signed_in("Ada", adas_address);
  const service::SignIn request{adas_address, test_password, std::nullopt, home};
  const auto late =
      world().write([&](auto& tx) { return service::sign_in(tx, environment(), request, {true, "an older hash", ""}); });
  EXPECT_EQ(late.error().name, "wrong_credentials");
}

ROLECALL_ON_BOTH_STORES(SignIns);

class SecondFactors : public AccountTest {};

TEST_P(SecondFactors, are_asked_for_after_the_right_password_only) {
  const auto mfa = turn_on_mfa(world().signed_in("Ada", adas_address));
  world().advance(minutes(1));
  EXPECT_EQ(sign_in(adas_address, "some other words here").error().name, "wrong_credentials");
  EXPECT_EQ(sign_in(adas_address, test_password).error().name, "mfa_needed");
  EXPECT_EQ(sign_in(adas_address, test_password, "000000").error().name, "wrong_code");
  const auto signed_in = sign_in(adas_address, test_password, code_of(mfa.secret));
  ASSERT_TRUE(signed_in);
  const auto caller = world().read([&](auto& tx) { return store::load_caller(tx, credential_of(*signed_in), minutes(30)); });
  EXPECT_TRUE(caller.value().used_mfa);
}

TEST_P(SecondFactors, take_each_step_once) {
  const auto mfa = turn_on_mfa(world().signed_in("Ada", adas_address));
  EXPECT_EQ(sign_in(adas_address, test_password, code_of(mfa.secret)).error().name, "wrong_code")
      << "confirming has used this step";
  world().advance(seconds(30));
  EXPECT_TRUE(sign_in(adas_address, test_password, code_of(mfa.secret)));
  EXPECT_EQ(sign_in(adas_address, test_password, code_of(mfa.secret)).error().name, "wrong_code");
}

TEST_P(SecondFactors, take_each_recovery_code_once_and_mail_that_it_was_used) {
  const auto mfa = turn_on_mfa(world().signed_in("Ada", adas_address));
  world().take_mails();
  ASSERT_EQ(mfa.recovery_codes.size(), totp::recovery_code_count);
  EXPECT_TRUE(sign_in(adas_address, test_password, mfa.recovery_codes[0]));
  EXPECT_EQ(world().take_mails().size(), 1U);
  EXPECT_EQ(sign_in(adas_address, test_password, mfa.recovery_codes[0]).error().name, "wrong_code");
  EXPECT_TRUE(sign_in(adas_address, test_password, mfa.recovery_codes[1]));
}

TEST_P(SecondFactors, are_slowed_when_guessed_from_anywhere) {
  turn_on_mfa(world().signed_in("Ada", adas_address));
  for (int i = 0; i < 10; ++i) {
    const service::SignIn request{adas_address, test_password, "000000", {"203.0.113." + std::to_string(i), ""}};
    const auto wrong = world().write([&](auto& tx) { return service::sign_in(tx, environment(), request, right_password()); });
    EXPECT_EQ(wrong.error().name, "wrong_code");
  }
  const service::SignIn request{adas_address, test_password, "000000", {"203.0.113.99", ""}};
  const auto refused = world().write([&](auto& tx) { return service::sign_in(tx, environment(), request, right_password()); });
  EXPECT_EQ(refused.error().code, Code::throttled);
}

TEST_P(SecondFactors, that_were_never_confirmed_do_not_count) {
  const auto ada = world().signed_in("Ada", adas_address);
  const auto begun = world().write([&](auto& tx) {
    return service::enrol_totp(tx, environment(), ada.credential, home, {test_password, std::nullopt}, right_password());
  });
  ASSERT_TRUE(begun);
  EXPECT_TRUE(begun->otpauth_uri.starts_with("otpauth://totp/"));
  EXPECT_TRUE(begun->qr_svg.starts_with("<svg"));
  EXPECT_TRUE(sign_in(adas_address, test_password));
  const auto wrong =
      world().write([&](auto& tx) { return service::confirm_totp(tx, environment(), ada.credential, home, "000000"); });
  EXPECT_EQ(wrong.error().fields.at(0).pointer, "/code");
}

TEST_P(SecondFactors, are_removed_with_password_and_code_only) {
  const auto ada = world().signed_in("Ada", adas_address);
  const auto mfa = turn_on_mfa(ada);
  world().advance(minutes(1));
  const auto remove = [&](const std::optional<std::string>& code, const service::PasswordOutcome& outcome) {
    return world().write(
        [&](auto& tx) { return service::remove_totp(tx, environment(), ada.credential, home, {test_password, code}, outcome); });
  };
  EXPECT_EQ(remove(code_of(mfa.secret), wrong_password()).error().fields.at(0).pointer, "/password");
  EXPECT_EQ(remove(std::nullopt, right_password()).error().fields.at(0).pointer, "/code");
  EXPECT_EQ(remove("000000", right_password()).error().fields.at(0).pointer, "/code");
  ASSERT_TRUE(remove(code_of(mfa.secret), right_password()));
  EXPECT_TRUE(sign_in(adas_address, test_password));
  const auto caller = world().read([&](auto& tx) { return store::load_caller(tx, ada.credential, minutes(30)); });
  EXPECT_FALSE(caller.value().used_mfa) << "configuring it is not using it, and nothing is left of it";
}

TEST_P(SecondFactors, are_reset_by_the_operator_with_an_audit_row_and_every_login_ends) {
  const auto ada = world().signed_in("Ada", adas_address);
  turn_on_mfa(ada);
  ASSERT_TRUE(world().write([&](auto& tx) { return service::reset_mfa(tx, environment(), "ADA@clinic.example"); }));
  EXPECT_FALSE(opens(ada.credential));
  EXPECT_TRUE(sign_in(adas_address, test_password));
  const auto rows = audited("account.mfa_removed");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].actor.type, audit::ActorType::system);
  EXPECT_EQ(*rows[0].reason.text(), "operator_command");
}

TEST_P(SecondFactors, do_not_stand_in_the_database_in_clear) {
  const auto mfa = turn_on_mfa(world().signed_in("Ada", adas_address));
  const auto sealed =
      world().look([&](store::Transaction& tx) { return store::find_account_by_address(tx, adas_address)->totp_sealed; });
  EXPECT_EQ(sealed.find(mfa.secret), std::string::npos);
}

ROLECALL_ON_BOTH_STORES(SecondFactors);

class OperatorAccounts : public AccountTest {};

TEST_P(OperatorAccounts, are_verified_at_once) {
  const auto created = world().write([&](auto& tx) {
    return service::create_user(tx, {"op@clinic.example", "Opal", test_password}, testing::test_password_hash());
  });
  ASSERT_TRUE(created);
  EXPECT_TRUE(sign_in("op@clinic.example", test_password));
  EXPECT_EQ(audited("account.created").size(), 1U);
}

ROLECALL_ON_BOTH_STORES(OperatorAccounts);

}  // namespace
}  // namespace rolecall
