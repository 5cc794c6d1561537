// The ledger against the members' history after a team's life, and what is done about differences.
#include "service/billing/announce_prices.h"
#include "service/billing/reconcile_seats.h"
#include "service/billing/start_trial.h"
#include "service/members/pending_invitation.h"
#include "service/quotes.h"
#include "service/team_life.h"

namespace rolecall::testing {
namespace {

constexpr std::string_view reconciled_books =
#include "store/migrations/0010_reconciled_books.sql.inc"
    ;

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
    EXPECT_EQ(report.differences, std::vector<std::string>{});
    EXPECT_EQ(report.findings, std::vector<std::string>{});
  }
  void resend(const MemberId& member) {
    const auto by = olga();
    const auto sent = write([&](auto& tx, const auto& environment) {
      return service::resend_invitation(tx, environment, by.credential, {team(), member});
    });
    EXPECT_TRUE(sent) << sent.error().detail;
  }
  std::string invite_by(const Person& by, const std::string& address) {
    add(by, {address, {"clinician"}}).value();
    return token_for(address);
  }
  void start_trial() {
    const auto by = olga();
    const auto started =
        write([&](auto& tx, const auto& environment) { return service::start_trial(tx, environment, by.credential, team()); });
    EXPECT_TRUE(started);
  }
  void start_server() { ASSERT_TRUE(service::announce_prices(world().store(), world().environment())); }
  std::int64_t kept_prices() { return count("SELECT count(*) FROM plan_price WHERE $1 <> ''"); }
  /// The rows as a server of before wrote them, and as the migration fills them in.
  void migrate_events() {
    damage("UPDATE seat_ledger SET event_at = NULL WHERE team_id = $1");
    const auto begin = reconciled_books.find("UPDATE seat_ledger");
    const auto statements = reconciled_books.substr(begin, reconciled_books.find("UPDATE member_history") - begin);
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      tx.connection().script(std::string(statements));
      return Done{};
    });
    ASSERT_TRUE(done);
  }
  /// As somebody would do it who has the database. The team is $1.
  void damage(std::string_view sql) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, sql, team());
      return Done{};
    });
    ASSERT_TRUE(done);
  }
  /// The last row, which must be this member's, was never written.
  void remove_rows_of(const MemberId& member) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "DELETE FROM seat_ledger WHERE team_id = $1 AND member_id = $2", team(), member);
      return Done{};
    });
    ASSERT_TRUE(done);
  }
  void forget_history_of(const MemberId& member) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "DELETE FROM member_history WHERE team_id = $1 AND member_id = $2", team(), member);
      return Done{};
    });
    ASSERT_TRUE(done);
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

TEST_P(ReconcileSeats, takes_seats_of_before_for_right_that_began_again_with_their_team) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  world().advance(days(1));
  delete_team(olga()).value();
  world().advance(days(1));
  restore(olga()).value();
  world().advance(minutes(20));
  change(olga(), cara.member, {"assistant"}).value();
  migrate_events();
  expect_equal();
  EXPECT_EQ(count("SELECT count(*) FROM seat_ledger WHERE team_id = $1 AND event_at IS NULL"), 0);
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
  const std::vector<std::string> told{"row 2 of the ledger does not follow from the one before"};
  EXPECT_EQ(compare().findings, told);
  const auto report = repair();
  EXPECT_EQ(report.findings, told);
  EXPECT_EQ(report.open(), 1);
  const auto rows = audited("system.reconcile_seats");
  ASSERT_EQ(rows.size(), 1U) << "an audit row says so";
  EXPECT_EQ(rows[0].resource.id, team().value);
  EXPECT_EQ(repair().known, told) << "he was told; it does not fail for ever";
  EXPECT_EQ(repair().open(), 0);
  EXPECT_EQ(audited("system.reconcile_seats").size(), 1U);
}

TEST_P(ReconcileSeats, tells_again_what_was_settled_and_is_wrong_again) {
  const auto is_wrong = [&] { damage("UPDATE seat_ledger SET exact_minor = '1.00' WHERE team_id = $1 AND seq = 1"); };
  is_wrong();
  ASSERT_EQ(repair().findings.size(), 1U);
  EXPECT_EQ(repair().known.size(), 1U);
  damage("UPDATE seat_ledger SET exact_minor = '118800.00' WHERE team_id = $1 AND seq = 1");
  EXPECT_TRUE(repair().known.empty());
  is_wrong();
  EXPECT_EQ(repair().findings.size(), 1U) << "it was known, and is news";
}

TEST_P(ReconcileSeats, knows_when_an_invitation_ended_that_was_sent_again) {
  const auto late = add(olga(), {"late@clinic.example", {"clinician"}}).value();
  world().advance(days(31));
  run_jobs();
  world().advance(days(3));
  resend(late.id);
  expect_equal();
  world().advance(days(31));
  expect_equal();
  run_jobs();
  expect_equal();
  EXPECT_EQ(seats().quantity, 1);
}

TEST_P(ReconcileSeats, knows_how_long_an_invitation_runs_that_was_sent_again_while_it_was_pending) {
  const auto late = add(olga(), {"late@clinic.example", {"clinician"}}).value();
  world().advance(days(20));
  resend(late.id);
  world().advance(days(20));
  expect_equal();
  world().advance(days(20));
  run_jobs();
  expect_equal();
  EXPECT_EQ(seats().quantity, 1);
}

TEST_P(ReconcileSeats, knows_an_end_that_a_server_whose_clock_is_ahead_has_posted) {
  add(olga(), {"late@clinic.example", {"clinician"}}).value();
  world().advance(days(30));
  add(olga(), {"early@clinic.example", {"clinician"}}).value();
  EXPECT_EQ(seats().quantity, 2) << "the late one's seat is ended, the invitation not yet";
  world().advance(seconds(-1));
  expect_equal();
  EXPECT_EQ(repair().repaired, 0);
}

TEST_P(ReconcileSeats, takes_every_use_of_one_quote_for_right_until_they_are_evened_out) {
  world().advance(seconds(12'345));
  const auto by = olga();
  const auto quote = read([&](auto& tx, const auto& environment) {
                       return service::ask_quote(tx, environment, by.credential, team(), 1);
                     }).value();
  for (int use = 0; use < 7; ++use) {
    world().advance(minutes(1));
    service::NewMember person{"m" + std::to_string(use) + "@clinic.example", {"clinician"}};
    person.quote = quote.id;
    add(by, person).value();
    expect_equal();
  }
  add(by, {"last@clinic.example", {"clinician"}}).value();
  expect_equal();
}

TEST_P(ReconcileSeats, knows_under_which_rule_an_invitation_was_sent) {
  const auto early = add(olga(), {"early@clinic.example", {"clinician"}}).value();
  world().environment().settings.seat_charge = service::SeatCharge::at_acceptance;
  expect_equal();
  world().advance(days(1));
  const auto token = invite_by(olga(), "late@clinic.example");
  expect_equal();
  EXPECT_EQ(seats().quantity, 2) << "the owner and the early one";
  world().environment().settings.seat_charge = service::SeatCharge::at_invitation;
  expect_equal();
  accept(token).value();
  expect_equal();
  EXPECT_EQ(seats().quantity, 3);
  world().environment().settings.seat_charge = service::SeatCharge::at_acceptance;
  resend(early.id);
  expect_equal();
  EXPECT_EQ(seats().quantity, 3) << "who has a seat keeps it";
}

TEST_P(ReconcileSeats, settles_a_seat_of_years_ago_to_the_cent_and_leaves_no_difference) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  world().advance(days(100));
  remove_rows_of(cara.member);
  suspend_without_posting(cara.member);
  world().advance(days(3 * 365));
  run_jobs();
  const auto rows = audited("system.reconcile_seats");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(seats().quantity, 1);
  EXPECT_EQ(seats().balance_minor, 4 * 118800 + 32548) << "four terms of the owner, and 100 of 365 days of Cara: 32547.95";
  expect_equal();
}

TEST_P(ReconcileSeats, takes_back_a_seat_of_years_ago_that_nobody_had) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  forget_history_of(cara.member);
  world().advance(days(400));
  EXPECT_EQ(repair().repaired, 1);
  EXPECT_EQ(seats().quantity, 1);
  EXPECT_EQ(seats().balance_minor, 2 * 118800);
  expect_equal();
}

TEST_P(ReconcileSeats, names_a_column_that_says_something_else_than_its_row) {
  damage("UPDATE seat_ledger SET exact_minor = '1.00' WHERE team_id = $1");
  EXPECT_EQ(compare().findings, std::vector<std::string>{"a column of row 1 of the ledger says something else than its state"});
}

TEST_P(ReconcileSeats, names_a_price_that_was_not_the_plans) {
  start_server();
  damage("UPDATE plan_price SET price_minor = 5 WHERE plan = 'pro' AND $1 <> ''");
  EXPECT_EQ(compare().findings, std::vector<std::string>{"the price in row 1 of the ledger is not that of the plan"});
}

TEST_P(ReconcileSeats, keeps_what_the_plans_cost_and_when_that_changed) {
  start_server();
  start_server();
  EXPECT_EQ(kept_prices(), 8) << "four plans, by month and by year";
  for (auto& plan : world().environment().plans.plans) plan.price_per_seat_year += plan.id == "pro" ? 1000 : 0;
  run_jobs();
  EXPECT_EQ(kept_prices(), 8) << "another server with another file runs beside this one";
  world().advance(days(400));
  start_server();
  run_jobs();
  EXPECT_EQ(kept_prices(), 9);
  EXPECT_EQ(seats().balance_minor, 118800 + 119800);
  expect_equal();
}

TEST_P(ReconcileSeats, names_an_invoice_that_is_missing_or_wrong) {
  world().advance(minutes(10));
  run_jobs();
  expect_equal();
  damage("UPDATE invoice SET total_minor = total_minor + 1 WHERE team_id = $1");
  EXPECT_EQ(compare().findings, std::vector<std::string>{"the total of invoice 1 is not the sum of its rows"});
  damage("DELETE FROM invoice WHERE team_id = $1");
  EXPECT_EQ(compare().findings, std::vector<std::string>{"invoice 0 is the last one, and 1 is kept as the last"});
}

TEST_P(ReconcileSeats, who_had_a_paid_seat_goes_on_paying_when_he_comes_back_during_a_trial) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  world().advance(days(1));
  start_trial();
  const auto before = seats().balance_minor;
  suspend(olga(), cara.member).value();
  reactivate(olga(), cara.member).value();
  delete_team(olga()).value();
  restore(olga()).value();
  EXPECT_EQ(seats().balance_minor, before) << "a moment's suspension, or deletion, frees nobody";
  add(olga(), {"dora@clinic.example", {"clinician"}}).value();
  EXPECT_EQ(seats().balance_minor - before, 108710) << "the rest of the year after the trial: 334 of 365 days";
  expect_equal();
}

TEST_P(ReconcileSeats, who_had_a_paid_seat_goes_on_paying_when_he_is_invited_anew_during_a_trial) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = add(olga(), {"dora@clinic.example", {"clinician"}}).value();
  const auto emil = join("Emil", "emil@clinic.example", {"clinician"});
  world().advance(days(1));
  damage("DELETE FROM seat_address WHERE team_id = $1");  // as before addresses were remembered
  start_trial();
  const auto before = seats().balance_minor;
  remove(olga(), cara.member).value();
  remove(olga(), emil.member).value();
  const auto by = olga();
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::revoke_invitation(tx, environment, by.credential, {team(), dora.id});
  }));
  damage("UPDATE member SET address = '', address_key = '' WHERE team_id = $1 AND address_key = 'cara@clinic.example'");
  EXPECT_LT(seats().balance_minor, before);
  for (const char* address : {"CARA@clinic.example", "dora@clinic.example"}) add(olga(), {address, {"clinician"}}).value();
  reinstate(olga(), emil.member).value();
  EXPECT_EQ(seats().balance_minor, before) << "another member with the same address, although the account was erased";
  expect_equal();
  add(olga(), {"new@clinic.example", {"clinician"}}).value();
  EXPECT_EQ(seats().balance_minor - before, 108710) << "the rest of the year after the trial: 334 of 365 days";
  expect_equal();
  EXPECT_EQ(count("SELECT count(*) FROM seat_address WHERE team_id = $1 AND address_hash LIKE '%clinic%'"), 0);
}

TEST_P(ReconcileSeats, who_had_a_paid_seat_goes_on_paying_although_the_trial_began_before_addresses_were_remembered) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  world().advance(days(1));
  start_trial();
  damage("DELETE FROM seat_address WHERE team_id = $1");
  const auto before = seats().balance_minor;
  remove(olga(), cara.member).value();
  EXPECT_LT(seats().balance_minor, before);
  add(olga(), {"cara@clinic.example", {"clinician"}}).value();
  EXPECT_EQ(seats().balance_minor, before);
  expect_equal();
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
