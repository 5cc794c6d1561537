// An invitation is over from the instant it says. Here no job writes that down: whoever touches the ledger next meets it.
#include "service/billing/mark_paid.h"
#include "service/money_test.h"

namespace rolecall::testing {
namespace {

class LateExpiry : public MoneyTest {
 protected:
  /// Rows that end the seat of an expired invitation at this instant.
  std::int64_t ended_at(Instant instant) {
    return count(
        "SELECT count(*) FROM seat_ledger WHERE team_id = $1 AND kind = 'seat_removed' AND cause = 'invitation.expire' "
        "AND at = " +
        std::to_string(instant.ms));
  }
};

TEST_P(LateExpiry, is_credited_in_the_term_in_which_it_was_when_the_next_one_runs_already) {
  invited("a@clinic.example");
  const Instant expires = world().clock().now() + days(30);
  world().advance(days(366));
  invited("b@clinic.example");
  EXPECT_EQ(ended_at(expires), 1);
  EXPECT_EQ(seats().quantity, 2);
  // A year of the owner and 30 of 365 days of `a`; then a year of the owner and 365 of 366 days of `b`.
  EXPECT_EQ(owed(), 128564 + 237275);
}

TEST_P(LateExpiry, is_credited_in_the_term_in_which_it_was_when_the_job_itself_is_late) {
  const auto member = invited("a@clinic.example");
  world().advance(days(366));
  run_jobs();
  EXPECT_EQ(stored(member).status, MemberState::expired);
  EXPECT_EQ(owed(), 128564 + 118800);
  EXPECT_TRUE(differences().empty());
}

TEST_P(LateExpiry, across_the_end_of_a_term_is_paid_in_both_up_to_its_instant) {
  world().advance(days(350));
  invited("a@clinic.example");
  world().advance(days(50));
  EXPECT_EQ(billing().seats_used, 1);
  invited("c@clinic.example");
  // 365 days of the owner and 15 of `a`; then 366 of the owner, 15 of `a` and 331 of `c`.
  EXPECT_EQ(owed(), 354790);
}

TEST_P(LateExpiry, is_credited_at_the_price_of_its_instant_when_the_plan_changed_since) {
  invited("a@clinic.example");
  world().advance(days(51));
  ASSERT_TRUE(subscribe("together", "year"));
  run_jobs();
  EXPECT_EQ(seats().quantity, 1);
  // Of the owner 51 days at 118800 and 314 at 148800, of `a` 30 days at 118800.
  EXPECT_EQ(owed(), 154373);
}

TEST_P(LateExpiry, is_over_in_what_is_shown_before_anything_is_written) {
  invited("a@clinic.example");
  world().advance({days(30).ms - 1});
  EXPECT_EQ(billing().seats_used, 2);
  world().advance({1});
  EXPECT_EQ(billing().seats_used, 1);
  EXPECT_EQ(seats().quantity, 2) << "a question writes nothing";
}

TEST_P(LateExpiry, comes_before_the_payment_that_is_posted_after_it) {
  invited("a@clinic.example");
  const Instant expires = world().clock().now() + days(30);
  world().advance(minutes(10));
  run_jobs();
  world().advance(days(40));
  ASSERT_TRUE(
      write([&](auto& tx, const auto& environment) { return service::mark_paid(tx, environment, {team(), 1, "bank-1", {}}); }));
  EXPECT_EQ(ended_at(expires), 1);
  EXPECT_EQ(seats().quantity, 1);
}

TEST_P(LateExpiry, leaves_the_books_equal_before_between_and_after_its_two_rows) {
  const auto member = invited("a@clinic.example");
  world().advance(days(31));
  EXPECT_TRUE(differences().empty()) << "nothing is written";
  invited("b@clinic.example");
  EXPECT_EQ(stored(member).status, MemberState::invited) << "the ledger knows it first";
  EXPECT_TRUE(differences().empty());
  const auto before = owed();
  const auto repaired =
      write([&](auto& tx, const auto& environment) { return service::repair_seats_of(tx, environment, team()); });
  EXPECT_EQ(repaired.value().repaired, 0);
  run_jobs();
  EXPECT_EQ(stored(member).status, MemberState::expired);
  EXPECT_TRUE(differences().empty());
  EXPECT_EQ(owed(), before) << "credited once";
}

TEST_P(LateExpiry, holds_no_seat_of_a_limit) {
  limit_to(2);
  invited("a@clinic.example");
  EXPECT_EQ(add(olga(), {"b@clinic.example", {"clinician"}}).error().name, "seat_limit");
  world().advance(days(30));
  EXPECT_TRUE(add(olga(), {"b@clinic.example", {"clinician"}}));
  EXPECT_EQ(seats().quantity, 2);
}

TEST_P(LateExpiry, holds_no_seat_of_a_limit_against_a_batch) {
  limit_to(3);
  invited("a@clinic.example");
  world().advance(days(30));
  const auto judged = dry_run({"b@clinic.example", "c@clinic.example", "d@clinic.example"});
  EXPECT_TRUE(judged.rows[1].errors.empty());
  EXPECT_FALSE(judged.rows[2].errors.empty());
  const auto added = batch({"b@clinic.example", "c@clinic.example", "d@clinic.example"}, std::nullopt);
  EXPECT_EQ(std::ranges::count_if(added.value().rows, [](const auto& row) { return row.errors.empty(); }), 2);
  EXPECT_EQ(seats().quantity, 3);
}

class LateExpiryOfMonths : public LateExpiry {
 protected:
  void SetUp() override {
    world().environment().plans.default_interval = billing::Interval::month;
    world().environment().settings.invitation_lifetime = days(5);
    LateExpiry::SetUp();
  }
};

TEST_P(LateExpiryOfMonths, is_credited_in_the_month_that_a_year_took_the_place_of) {
  invited("a@clinic.example");
  world().advance(days(20));
  ASSERT_TRUE(subscribe("pro", "year"));
  run_jobs();
  // Of the month 20 days of the owner and 5 of `a`, then a year of the owner.
  EXPECT_EQ(owed(), 9597 + 118800);
}

ROLECALL_ON_BOTH_STORES(LateExpiry);
ROLECALL_ON_BOTH_STORES(LateExpiryOfMonths);

}  // namespace
}  // namespace rolecall::testing
