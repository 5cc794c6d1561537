// The ledger against the members' history after a team's life, and what is done about differences.
#include "service/billing/reconcile_seats.h"
#include "service/billing/start_trial.h"
#include "service/quotes.h"
#include "service/team_life.h"

namespace rolecall::testing {
namespace {

class ReconcileSeats : public TeamLifeTest {
 protected:
  Person olga() { return world().signed_in_again(owner()); }
  service::SeatReport compare() {
    return read([&](auto& tx, const auto& environment) {
             return Result<service::SeatReport>(service::compare_seats_of(tx, environment, team()));
           })
        .value();
  }
  service::SeatReport repair() {
    return write([&](auto& tx, const auto& environment) { return service::repair_seats_of(tx, environment, team()); }).value();
  }
  void expect_equal() {
    const auto report = compare();
    EXPECT_TRUE(report.differences.empty()) << report.differences.front();
  }
  /// A member's state and its history change without the ledger, as a defect would do it.
  void suspend_without_posting(const MemberId& member) { put_into(member, MemberState::suspended); }
};

TEST_P(ReconcileSeats, finds_no_difference_after_all_that_members_do) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  world().advance(days(3));
  suspend(olga(), cara.member).value();
  add(olga(), {"late@clinic.example", {"clinician"}}).value();
  world().advance(days(2));
  reactivate(olga(), cara.member).value();
  leave(world().signed_in_again(dora)).value();
  expect_equal();
  delete_team(olga()).value();
  expect_equal();
  world().advance(days(5));
  restore(olga()).value();
  expect_equal();
  world().advance(days(40));
  service::run_due_jobs(world().store(), world().environment());
  expect_equal();
  world().advance(days(400));
  service::run_due_jobs(world().store(), world().environment());
  expect_equal();
  EXPECT_EQ(seats().quantity, 2) << "the owner and Cara; the late one's invitation expired";
}

TEST_P(ReconcileSeats, takes_a_seat_that_counts_from_its_quote_for_right) {
  const auto quote = read([&](auto& tx, const auto& environment) {
                       return service::ask_quote(tx, environment, owner().credential, team(), 1);
                     }).value();
  world().advance(minutes(20));
  service::NewMember person{"a@clinic.example", {"clinician"}};
  person.quote = quote.id;
  add(owner(), person).value();
  expect_equal();
}

TEST_P(ReconcileSeats, takes_seats_of_a_trial_for_right) {
  ASSERT_TRUE(write(
      [&](auto& tx, const auto& environment) { return service::start_trial(tx, environment, owner().credential, team()); }));
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  world().advance(days(2));
  remove(olga(), cara.member).value();
  expect_equal();
}

TEST_P(ReconcileSeats, names_and_repairs_a_seat_that_is_counted_for_nobody) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  world().advance(days(3));
  suspend_without_posting(cara.member);
  ASSERT_EQ(compare().differences.size(), 1U);
  EXPECT_NE(compare().differences[0].find(cara.member.value), std::string::npos);
  world().advance(days(1));
  const auto owed = seats().balance_minor;
  EXPECT_EQ(repair().repaired, 1);
  EXPECT_EQ(seats().quantity, 1);
  EXPECT_LT(seats().balance_minor, owed) << "credited from the instant at which it ended";
  EXPECT_EQ(audited("system.reconcile_seats").size(), 1U);
  expect_equal();
}

TEST_P(ReconcileSeats, names_and_repairs_a_member_without_a_seat) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  suspend(owner(), cara.member).value();
  world().advance(days(1));
  put_into(cara.member, MemberState::active);
  ASSERT_EQ(compare().differences.size(), 1U);
  EXPECT_EQ(repair().repaired, 1);
  EXPECT_EQ(seats().quantity, 2);
  expect_equal();
}

TEST_P(ReconcileSeats, names_a_row_that_does_not_follow_and_leaves_it_to_the_operator) {
  join("Cara", "cara@clinic.example", {"clinician"});
  const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
    const auto state = store::last_ledger_state(tx, team()).value();
    auto wrong = state;
    wrong.balance_minor += 5;
    store::execute(tx, "UPDATE seat_ledger SET state = $2 WHERE team_id = $1 AND seq = 2", team(), billing::encode_state(wrong));
    return Done{};
  });
  ASSERT_TRUE(done);
  const auto report = repair();
  ASSERT_EQ(report.differences.size(), 1U);
  EXPECT_EQ(report.differences[0], "row 2 of the ledger does not follow from the one before");
  EXPECT_EQ(report.repaired, 0);
}

TEST_P(ReconcileSeats, happens_once_a_day_by_the_clock) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  suspend_without_posting(cara.member);
  service::run_due_jobs(world().store(), world().environment());
  EXPECT_EQ(seats().quantity, 2) << "compared less than a day ago, when the team was made";
  world().advance(hours(25));
  service::run_due_jobs(world().store(), world().environment());
  EXPECT_EQ(seats().quantity, 1);
}

ROLECALL_ON_BOTH_STORES(ReconcileSeats);

}  // namespace
}  // namespace rolecall::testing
