// Seats where the operator charges them at acceptance, and what becomes of pending invitations when that setting changes.
#include "service/members/decline_invitation.h"
#include "service/money_test.h"

namespace rolecall::testing {
namespace {

class ChargeAtAcceptance : public MoneyTest {
 protected:
  void SetUp() override {
    world().environment().settings.seat_charge = service::SeatCharge::at_acceptance;
    MoneyTest::SetUp();
  }
  void charge(service::SeatCharge when) { world().environment().settings.seat_charge = when; }
  std::string link_to(const std::string& address) {
    invited(address);
    return token_for(address);
  }
};

TEST_P(ChargeAtAcceptance, posts_the_price_of_the_instant_of_the_acceptance) {
  const auto token = link_to("a@clinic.example");
  EXPECT_EQ(owed(), 118800) << "the owner's seat";
  world().advance(days(10));
  const auto price = quote().quote.amount.minor;
  ASSERT_TRUE(accept(token));
  EXPECT_EQ(owed(), 118800 + price);
  EXPECT_EQ(seats().quantity, 2);
  EXPECT_TRUE(differences().empty());
}

TEST_P(ChargeAtAcceptance, posts_nothing_for_who_declines_or_lets_it_expire_or_is_revoked) {
  const auto token = link_to("a@clinic.example");
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::decline_invitation(tx, environment, {}, {token, std::nullopt});
  }));
  const auto revoked = invited("b@clinic.example");
  const auto by = olga();
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::revoke_invitation(tx, environment, by.credential, {team(), revoked});
  }));
  invited("c@clinic.example");
  world().advance(days(31));
  run_jobs();
  EXPECT_EQ(rows(), 1) << "the owner's seat";
  EXPECT_TRUE(differences().empty());
}

TEST_P(ChargeAtAcceptance, resumes_the_seats_of_active_members_when_a_team_is_restored) {
  join("Cara", "cara@clinic.example", {"clinician"});
  const auto token = link_to("a@clinic.example");
  ASSERT_TRUE(delete_team(olga()));
  EXPECT_EQ(seats().quantity, 0);
  ASSERT_TRUE(restore(olga()));
  EXPECT_EQ(seats().quantity, 2) << "the pending one has none yet";
  ASSERT_TRUE(accept(token));
  EXPECT_EQ(seats().quantity, 3);
}

TEST_P(ChargeAtAcceptance, lets_a_batch_invite_beyond_the_limit_and_posts_nothing) {
  limit_to(2);
  EXPECT_FALSE(dry_run({"a@clinic.example"}).price);
  const auto sent = batch({"a@clinic.example", "b@clinic.example", "c@clinic.example"}, quote(3).id);
  ASSERT_TRUE(sent) << sent.error().detail;
  EXPECT_EQ(rows(), 1);
  EXPECT_EQ(rule_of(batch({"d@clinic.example"}, quote(3).id)), "quote_stale");
}

TEST_P(ChargeAtAcceptance, says_so_beside_every_price) {
  EXPECT_EQ(quote().charged, service::SeatCharge::at_acceptance);
  EXPECT_NE(quote().note.value().find("when its invitation is accepted"), std::string::npos);
  EXPECT_EQ(billing().charged, service::SeatCharge::at_acceptance);
  charge(service::SeatCharge::at_invitation);
  EXPECT_FALSE(quote().note);
}

TEST_P(ChargeAtAcceptance, checks_the_quote_that_an_invitation_names) {
  EXPECT_EQ(rule_of(add_quoted(olga(), "a@clinic.example", QuoteId{"quo_forged"})), "quote_stale");
  const auto shown = quote();
  EXPECT_EQ(rule_of(add_quoted(olga(), "a@clinic.example", {shown.id.value + "0"})), "quote_stale");
  EXPECT_TRUE(add_quoted(olga(), "a@clinic.example", shown.id));
  world().advance(hours(1));
  EXPECT_EQ(rule_of(add_quoted(olga(), "b@clinic.example", shown.id)), "quote_stale");
}

TEST_P(ChargeAtAcceptance, given_up_leaves_nobody_in_the_team_without_a_seat) {
  const auto token = link_to("a@clinic.example");
  charge(service::SeatCharge::at_invitation);
  ASSERT_TRUE(accept(token));
  EXPECT_EQ(seats().quantity, 2);
  EXPECT_TRUE(differences().empty());
}

TEST_P(ChargeAtAcceptance, begun_later_charges_nobody_twice) {
  charge(service::SeatCharge::at_invitation);
  const auto token = link_to("a@clinic.example");
  const auto charged = owed();
  charge(service::SeatCharge::at_acceptance);
  ASSERT_TRUE(accept(token));
  EXPECT_EQ(owed(), charged);
  EXPECT_EQ(seats().quantity, 2);
}

ROLECALL_ON_BOTH_STORES(ChargeAtAcceptance);

}  // namespace
}  // namespace rolecall::testing
