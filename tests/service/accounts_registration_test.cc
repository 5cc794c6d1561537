// Registering, verifying, and what somebody gains who registers with another person's address.
#include "service/account_test.h"

namespace rolecall {
namespace {

using testing::AccountTest;
using testing::adas_address;

const std::string adas_password = "nine copper whistles";
const std::string mallorys_password = "four velvet anchors";

class Registration : public AccountTest {};

TEST_P(Registration, is_completed_by_the_mailed_link_and_the_password_together) {
  ASSERT_TRUE(enrol(adas_address, "Ada", adas_password));
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].address, adas_address);
  const auto verified = verify(mails[0].token(), adas_password);
  ASSERT_TRUE(verified) << verified.error().detail;
  EXPECT_EQ(verified->account.name, "Ada");
  EXPECT_TRUE(opens(credential_of(*verified)));
  EXPECT_EQ(audited("account.registered").size(), 1U);
  EXPECT_EQ(audited("account.verified").size(), 1U);
  EXPECT_EQ(rows_in_clear(adas_address), 0) << "addresses stand beside the chain";
}

TEST_P(Registration, is_not_completed_by_the_link_alone) {
  ASSERT_TRUE(enrol(adas_address, "Ada", adas_password));
  const auto token = world().take_mails().at(0).token();
  const auto refused = verify(token, mallorys_password);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::unauthenticated);
  EXPECT_EQ(refused.error().name, "wrong_credentials");
  EXPECT_TRUE(verify(token, adas_password)) << "a wrong password does not use the link up";
}

TEST_P(Registration, leaves_an_unverified_account_that_signs_in_nowhere) {
  ASSERT_TRUE(enrol(adas_address, "Ada", adas_password));
  const auto refused = sign_in(adas_address, adas_password);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().name, "wrong_credentials");
  EXPECT_EQ(refused.error().detail, sign_in("nobody@clinic.example", adas_password).error().detail);
}

TEST_P(Registration, with_somebodys_address_first_steals_nothing) {
  ASSERT_TRUE(enrol(adas_address, "Mallory", mallorys_password));
  const auto mallorys_link = world().take_mails().at(0).token();
  ASSERT_TRUE(enrol(adas_address, "Ada", adas_password));
  const auto adas_link = world().take_mails().at(0).token();
  ASSERT_TRUE(enrol(adas_address, "Mallory", mallorys_password)) << "and again afterwards";

  EXPECT_FALSE(verify(mallorys_link, adas_password)) << "the link of one registration does not take the password of another";
  const auto ada = verify(adas_link, adas_password);
  ASSERT_TRUE(ada) << "nobody else's registration replaces this one";
  EXPECT_EQ(ada->account.name, "Ada");
  EXPECT_FALSE(sign_in(adas_address, mallorys_password));
  EXPECT_TRUE(sign_in(adas_address, adas_password));
  EXPECT_EQ(verify(mallorys_link, mallorys_password).error().code, Code::gone) << "the other links end";
}

TEST_P(Registration, of_another_spelling_first_leaves_the_account_with_the_address_that_was_proved) {
  ASSERT_TRUE(enrol("ceo@straße.example", "Mallory", mallorys_password)) << "which compares equal, and is another mailbox";
  world().take_mails();
  ASSERT_TRUE(enrol("ceo@strasse.example", "Ada", adas_password));
  const auto mail = world().take_mails().at(0);
  ASSERT_EQ(mail.address, "ceo@strasse.example");
  const auto verified = verify(mail.token(), adas_password);
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->account.address, "ceo@strasse.example");
  ASSERT_TRUE(forget("ceo@straße.example"));
  EXPECT_EQ(world().take_mails().at(0).address, "ceo@strasse.example") << "the way in goes to who proved the address";
}

TEST_P(Registration, of_a_known_address_answers_the_same_and_mails_that_there_is_an_account) {
  world().signed_in("Ada", adas_address);
  ASSERT_TRUE(enrol("ADA@clinic.example", "Mallory", mallorys_password));
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].address, adas_address);
  EXPECT_EQ(mails[0].text.find("/verify/"), std::string::npos);
  EXPECT_TRUE(sign_in(adas_address, testing::test_password));
}

TEST_P(Registration, link_is_used_once_and_expires) {
  ASSERT_TRUE(enrol(adas_address, "Ada", adas_password));
  const auto token = world().take_mails().at(0).token();
  ASSERT_TRUE(verify(token, adas_password));
  EXPECT_EQ(verify(token, adas_password).error().name, "verification_used");
  EXPECT_EQ(verify("no such token", adas_password).error().name, "verification_expired");
  ASSERT_TRUE(enrol("bob@clinic.example", "Bob", adas_password));
  const auto late = world().take_mails().at(0).token();
  world().advance(environment().settings.verification_lifetime);
  EXPECT_EQ(verify(late, adas_password).error().name, "verification_expired");
}

TEST_P(Registration, names_every_wrong_field) {
  const auto refused = enrol("no address", "\n", "short");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields.size(), 3U);
}

TEST_P(Registration, mails_one_address_only_so_often_and_answers_the_same) {
  for (int i = 0; i < 6; ++i) ASSERT_TRUE(forget("ada@clinic.example"));
  ASSERT_TRUE(enrol(adas_address, "Ada", adas_password));
  EXPECT_TRUE(world().take_mails().empty());
  world().advance(minutes(11));
  ASSERT_TRUE(enrol(adas_address, "Ada", adas_password));
  EXPECT_EQ(world().take_mails().size(), 1U);
}

TEST_P(Registration, of_many_addresses_from_one_client_is_slowed) {
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(forget("person" + std::to_string(i) + "@clinic.example"));
  const auto refused = forget("one-more@clinic.example");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::throttled);
  EXPECT_GT(refused.error().retry_after_seconds, 0);
}

ROLECALL_ON_BOTH_STORES(Registration);

class ForgottenPasswords : public AccountTest {};

TEST_P(ForgottenPasswords, are_replaced_by_the_mailed_link_and_every_login_ends) {
  const auto ada = world().signed_in("Ada", adas_address);
  ASSERT_TRUE(forget(adas_address));
  ASSERT_TRUE(reset(world().take_mails().at(0).token(), adas_password));
  EXPECT_FALSE(opens(ada.credential));
  EXPECT_FALSE(sign_in(adas_address, testing::test_password));
  EXPECT_TRUE(sign_in(adas_address, adas_password));
}

TEST_P(ForgottenPasswords, second_link_kills_the_first) {
  world().signed_in("Ada", adas_address);
  ASSERT_TRUE(forget(adas_address));
  const auto first = world().take_mails().at(0).token();
  ASSERT_TRUE(forget(adas_address));
  const auto second = world().take_mails().at(0).token();
  EXPECT_EQ(reset(first, adas_password).error().name, "reset_expired");
  ASSERT_TRUE(reset(second, adas_password));
  EXPECT_EQ(reset(second, adas_password).error().name, "reset_used");
}

TEST_P(ForgottenPasswords, answer_the_same_for_an_unknown_address_and_mail_nothing) {
  EXPECT_TRUE(forget("nobody@clinic.example"));
  EXPECT_TRUE(world().take_mails().empty());
  EXPECT_EQ(audited("account.reset_requested").size(), 1U);
  EXPECT_EQ(rows_in_clear("nobody@"), 0);
}

TEST_P(ForgottenPasswords, link_verifies_an_unverified_account_and_nothing_of_the_registration_is_left) {
  ASSERT_TRUE(enrol(adas_address, "Mallory", mallorys_password));
  const auto mallorys_link = world().take_mails().at(0).token();
  ASSERT_TRUE(forget(adas_address));
  ASSERT_TRUE(reset(world().take_mails().at(0).token(), adas_password));
  EXPECT_TRUE(sign_in(adas_address, adas_password));
  EXPECT_FALSE(sign_in(adas_address, mallorys_password));
  EXPECT_EQ(verify(mallorys_link, mallorys_password).error().code, Code::gone);
}

TEST_P(ForgottenPasswords, link_expires_after_an_hour) {
  world().signed_in("Ada", adas_address);
  ASSERT_TRUE(forget(adas_address));
  const auto token = world().take_mails().at(0).token();
  world().advance(hours(1));
  EXPECT_EQ(reset(token, adas_password).error().name, "reset_expired");
}

TEST_P(ForgottenPasswords, link_keeps_the_second_factor_of_a_verified_account) {
  const auto ada = world().signed_in("Ada", adas_address);
  const auto mfa = turn_on_mfa(ada);
  world().take_mails();
  ASSERT_TRUE(forget(adas_address));
  world().advance(minutes(1));
  ASSERT_TRUE(reset(world().take_mails().at(0).token(), adas_password));
  EXPECT_EQ(sign_in(adas_address, adas_password).error().name, "mfa_needed");
  EXPECT_TRUE(sign_in(adas_address, adas_password, code_of(mfa.secret)));
}

ROLECALL_ON_BOTH_STORES(ForgottenPasswords);

}  // namespace
}  // namespace rolecall
