// Seats and money as people got them wrong elsewhere, each behaviour by its sentence. Other files hold the rest of the list.
#include "billing/invoice.h"
#include "service/billing/start_trial.h"
#include "service/money_test.h"
#include "store/invoices.h"

namespace rolecall::testing {
namespace {

class SeatsAndMoney : public MoneyTest {
 protected:
  void revoke(const MemberId& member) {
    const auto by = olga();
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::revoke_invitation(tx, environment, by.credential, {team(), member});
    }));
  }
  void resend(const MemberId& member) {
    const auto by = olga();
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::resend_invitation(tx, environment, by.credential, {team(), member});
    }));
  }
  /// Why the newest row has its amount.
  std::string newest_explanation() {
    return world().look([&](store::Transaction& tx) {
      const auto newest = store::list_ledger(tx, team(), 1'000'000, 1).front();
      return billing::explain_amount(store::invoice_lines(tx, team(), newest.seq - 1, newest.seq).front().explained, "AUD");
    });
  }
};

TEST_P(SeatsAndMoney, pending_reserve_a_seat_expired_and_revoked_free_it) {
  const auto revoked = invited("a@clinic.example");
  const auto expired = invited("b@clinic.example");
  EXPECT_EQ(billing().seats_used, 3);
  revoke(revoked);
  EXPECT_EQ(billing().seats_used, 2);
  world().advance(days(30));
  EXPECT_EQ(billing().seats_used, 1) << "from the instant that the invitation says";
  run_jobs();
  EXPECT_EQ(billing().seats_used, 1);
  resend(expired);
  EXPECT_EQ(billing().seats_used, 2) << "it lives again";
  revoke(expired);
  EXPECT_EQ(seats().quantity, 1);
}

TEST_P(SeatsAndMoney, quantities_are_recomputed_never_plus_or_minus_one) {
  const auto cara = joined("cara@clinic.example");
  const auto pending = invited("a@clinic.example");
  // Each of these ends or begins a seat that has ended or begun already.
  ASSERT_TRUE(suspend(olga(), cara));
  EXPECT_FALSE(suspend(olga(), cara));
  ASSERT_TRUE(remove(olga(), cara));
  EXPECT_FALSE(remove(olga(), cara));
  resend(pending);
  resend(pending);
  world().advance(days(30));
  run_jobs();
  run_jobs();
  resend(pending);
  const auto members = count("SELECT count(*) FROM member WHERE team_id = $1 AND status IN (0, 1)");
  EXPECT_EQ(seats().quantity, members);
  EXPECT_TRUE(differences().empty());
  // And a ledger that lost a row counts what the members say, not one more.
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(
        tx, "DELETE FROM seat_ledger WHERE team_id = $1 AND seq = (SELECT max(seq) FROM seat_ledger WHERE team_id = $1)", team());
    return Done{};
  }));
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) { return service::repair_seats_of(tx, environment, team()); }));
  EXPECT_EQ(seats().quantity, members);
}

TEST_P(SeatsAndMoney, an_over_limit_team_can_still_remove_members_and_leave_the_plan) {
  const auto cara = joined("cara@clinic.example");
  const auto dora = joined("dora@clinic.example");
  const auto pending = invited("a@clinic.example");
  limit_to(1);
  EXPECT_EQ(billing().seats_used, 4);
  EXPECT_EQ(rule_of(add(olga(), {"b@clinic.example", {"clinician"}})), "seat_limit");
  ASSERT_TRUE(remove(olga(), cara));
  ASSERT_TRUE(suspend(olga(), dora));
  revoke(pending);
  EXPECT_EQ(seats().quantity, 1);
  const auto left = subscribe("free", "year");
  ASSERT_TRUE(left) << left.error().detail;
  EXPECT_EQ(left->next.value().plan, "free");
  world().advance(days(365));
  run_jobs();
  EXPECT_EQ(billing().subscription.plan, "free");
  EXPECT_TRUE(delete_team(olga()));
}

TEST_P(SeatsAndMoney, a_team_over_its_limit_upgrades_and_downgrades_with_all_its_seats) {
  for (const char* address : {"a@clinic.example", "b@clinic.example"}) invited(address);
  limit_to(1);
  const auto before = owed();
  ASSERT_TRUE(subscribe("together", "year"));
  EXPECT_EQ(owed() - before, 3 * (148800 - 118800));
  EXPECT_EQ(seats().quantity, 3);
  EXPECT_TRUE(subscribe("pro", "year"));
}

TEST_P(SeatsAndMoney, text_about_refunds_comes_from_the_rule_in_force) {
  const auto cara = joined("cara@clinic.example");
  world().advance(days(73));
  const auto paid = remove(olga(), cara).value();
  EXPECT_EQ(paid.credit_minor, 95040) << "four fifths of the year";
  EXPECT_EQ(-last_amount(), paid.credit_minor);
  EXPECT_NE(newest_explanation().find("1 seat ended with 25228800 of the 31536000 seconds"), std::string::npos)
      << newest_explanation();
  const auto by = olga();
  ASSERT_TRUE(
      write([&](auto& tx, const auto& environment) { return service::start_trial(tx, environment, by.credential, team()); }));
  const auto dora = joined("dora@clinic.example");
  world().advance(days(10));
  const auto before = owed();
  const auto in_trial = remove(olga(), dora).value();
  EXPECT_EQ(in_trial.credit_minor, before - owed()) << "the receipt says what was posted";
  world().advance(days(20));
  EXPECT_EQ(owed(), 118800 + 118800 - 95040) << "a seat of the trial that ended in it cost nothing";
}

TEST_P(SeatsAndMoney, of_a_plan_without_a_price_nothing_is_credited) {
  ASSERT_TRUE(subscribe("free", "year"));
  world().advance(days(365));
  run_jobs();
  const auto cara = joined("cara@clinic.example");
  const auto before = owed();
  EXPECT_EQ(remove(olga(), cara).value().credit_minor, 0);
  EXPECT_EQ(owed(), before);
  EXPECT_EQ(last_amount(), 0);
}

ROLECALL_ON_BOTH_STORES(SeatsAndMoney);

}  // namespace
}  // namespace rolecall::testing
