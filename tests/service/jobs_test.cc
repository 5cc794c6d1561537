// What happens by the clock: each thing in a transaction of its own with a row by the system, once, and nothing while idle.
#include "service/billing/start_trial.h"
#include "store/ownership.h"
#include "support/forwarded_store.h"
#include "team_life.h"

namespace rolecall::testing {
namespace {

/// Counts the writes that go through it.
class CountingStore : public ForwardedStore {
 public:
  using ForwardedStore::ForwardedStore;
  void run_write(Work work, Finished finished) override {
    ++writes;
    ForwardedStore::run_write(std::move(work), std::move(finished));
  }

  int writes = 0;
};

/// Tells the round to stop while its first write runs.
class StoppingStore final : public CountingStore {
 public:
  using CountingStore::CountingStore;
  void run_write(Work work, Finished finished) override {
    stop.request_stop();
    CountingStore::run_write(std::move(work), std::move(finished));
  }

  std::stop_source stop;
};

class Jobs : public TeamLifeTest {
 protected:
  void execute_sql(std::string_view sql) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, sql, team());
      return Done{};
    });
    EXPECT_TRUE(done);
  }
  [[nodiscard]] bool has_offer() {
    return world().look([&](store::Transaction& tx) { return store::find_open_transfer(tx, team()).has_value(); });
  }
  /// Every job again finds nothing to do.
  void expect_idempotent() {
    const auto rows = audit_rows();
    const auto seats_before = seats();
    run_jobs();
    run_jobs();
    EXPECT_EQ(audit_rows(), rows);
    EXPECT_EQ(seats().balance_minor, seats_before.balance_minor);
    EXPECT_FALSE(verified_chain(team().value).problem);
  }
};

TEST_P(Jobs, write_nothing_while_nothing_is_due) {
  join("Cara", "cara@clinic.example", {"clinician"});
  invite("new@clinic.example", {"clinician"});
  run_jobs();
  CountingStore counted(world().store());
  service::run_due_jobs(counted, world().environment());
  world().advance(minutes(5));
  service::run_due_jobs(counted, world().environment());
  EXPECT_EQ(counted.writes, 0);
}

TEST_P(Jobs, end_after_the_thing_at_hand_when_they_are_told_to_stop) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  ASSERT_TRUE(suspend(owner(), cara.member, world().clock().now() + days(14)));
  ASSERT_TRUE(suspend(owner(), dora.member, world().clock().now() + days(15)));
  world().advance(days(16));
  StoppingStore stopping(world().store());
  service::run_due_jobs(stopping, world().environment(), stopping.stop.get_token());
  EXPECT_EQ(stopping.writes, 1);
  EXPECT_EQ(stored(cara.member).status, MemberState::active);
  EXPECT_EQ(stored(dora.member).status, MemberState::suspended);
  service::run_due_jobs(stopping, world().environment(), stopping.stop.get_token());
  EXPECT_EQ(stopping.writes, 1);
  run_jobs();
  EXPECT_EQ(stored(dora.member).status, MemberState::active);
}

TEST_P(Jobs, bring_suspended_members_back_on_their_return_date) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  ASSERT_TRUE(suspend(owner(), cara.member, world().clock().now() + days(14)));
  ASSERT_TRUE(suspend(owner(), dora.member));
  world().take_mails();
  world().advance({days(14).ms - 1});
  run_jobs();
  EXPECT_EQ(stored(cara.member).status, MemberState::suspended);
  world().advance({1});
  run_jobs();
  EXPECT_EQ(stored(cara.member).status, MemberState::active);
  EXPECT_FALSE(stored(cara.member).return_at);
  EXPECT_EQ(stored(dora.member).status, MemberState::suspended);
  EXPECT_EQ(seats().quantity, 2);
  EXPECT_TRUE(is_by_the_system("member.reactivate", "suspension_over"));
  const auto mails = world().take_mails();
  EXPECT_EQ(std::ranges::count(mails, "cara@clinic.example", &OpenedMail::address), 1);
  EXPECT_TRUE(open(world().signed_in_again(cara).credential));
  expect_idempotent();
}

TEST_P(Jobs, bring_back_who_found_the_team_full_as_soon_as_a_seat_is_free) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_TRUE(suspend(owner(), cara.member, world().clock().now() + days(1)));
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  execute_sql("UPDATE team SET seat_limit = 2 WHERE id = $1");
  world().advance(days(2));
  run_jobs();
  EXPECT_EQ(stored(cara.member).status, MemberState::suspended);
  EXPECT_EQ(seats().quantity, 2);
  ASSERT_TRUE(remove(world().signed_in_again(owner()), dora.member));
  run_jobs();
  EXPECT_EQ(stored(cara.member).status, MemberState::active);
}

TEST_P(Jobs, bring_nobody_back_into_a_deleted_team_until_it_is_restored) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_TRUE(suspend(owner(), cara.member, world().clock().now() + days(1)));
  ASSERT_TRUE(delete_team(owner()));
  world().advance(days(2));
  run_jobs();
  EXPECT_EQ(stored(cara.member).status, MemberState::suspended);
  EXPECT_EQ(seats().quantity, 0);
  ASSERT_TRUE(restore(world().signed_in_again(owner())));
  run_jobs();
  EXPECT_EQ(stored(cara.member).status, MemberState::active);
  EXPECT_EQ(seats().quantity, 2);
}

TEST_P(Jobs, end_an_offered_ownership_after_seven_days) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  ASSERT_TRUE(offer_to(adam.member));
  world().advance({days(7).ms - 1});
  run_jobs();
  EXPECT_TRUE(has_offer());
  world().advance({1});
  EXPECT_EQ(rule_of(take_over(world().signed_in_again(adam))), "transfer_expired");
  run_jobs();
  EXPECT_FALSE(has_offer());
  EXPECT_TRUE(is_by_the_system("team.transfer_ownership", "transfer_expired"));
  EXPECT_TRUE(stored(owner().member).owner);
  EXPECT_FALSE(stored(adam.member).owner);
  expect_idempotent();
}

TEST_P(Jobs, expire_invitations_after_30_days_and_free_the_seat) {
  const auto invited = add(owner(), {"new@clinic.example", {"clinician"}});
  const auto link = token_for("new@clinic.example");
  const auto reserved = seats();
  EXPECT_EQ(reserved.quantity, 2);  // a pending one reserves a seat
  world().advance({days(30).ms - 1});
  run_jobs();
  EXPECT_EQ(stored(invited->id).status, MemberState::invited);
  world().advance({1});
  const auto expired_at = world().clock().now();
  world().advance(hours(5));
  run_jobs();
  EXPECT_EQ(stored(invited->id).status, MemberState::expired);
  EXPECT_EQ(stored(invited->id).status_since, expired_at);
  EXPECT_EQ(seats().quantity, 1);
  EXPECT_LT(seats().balance_minor, reserved.balance_minor);
  EXPECT_TRUE(is_by_the_system("invitation.expire", "invitation_expired"));
  EXPECT_EQ(rule_of(accept(link)), "invitation_expired");
  expect_idempotent();
  EXPECT_TRUE(add(world().signed_in_again(owner()), {"new@clinic.example", {"clinician"}}));
}

TEST_P(Jobs, credit_an_expired_seat_from_its_end_however_late_they_run) {
  const auto late = add(owner(), {"new@clinic.example", {"clinician"}});
  ASSERT_TRUE(late);
  world().advance(days(80));
  run_jobs();
  const auto after = seats();
  const auto paid_once = count(
      "SELECT amount_minor FROM seat_ledger WHERE team_id = $1 AND kind = 'seat_added' "
      "ORDER BY seq DESC LIMIT 1");
  const auto credited = -count(
      "SELECT amount_minor FROM seat_ledger WHERE team_id = $1 AND kind = 'seat_removed' "
      "ORDER BY seq DESC LIMIT 1");
  EXPECT_EQ(after.quantity, 1);
  // 30 of 365 days are paid, within a minor unit.
  EXPECT_NEAR(static_cast<double>(paid_once - credited), static_cast<double>(paid_once) * 30 / 365, 1.0);
}

TEST_P(Jobs, expire_the_invitations_of_all_teams_although_one_of_them_is_broken) {
  const auto otto = world().signed_in("Otto", "otto@elsewhere.example");
  const auto elsewhere = found_team(otto, "Elsewhere");
  for (const TeamId& id : {elsewhere, team()}) {
    const auto by = world().signed_in_again(id == team() ? static_cast<const Person&>(owner()) : otto);
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::add_member(tx, environment, by.credential, id, {"new@clinic.example", {"clinician"}});
    }));
    world().advance(hours(1));  // what is broken is due first
  }
  const auto broken = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE seat_ledger SET state = 'unreadable' WHERE team_id = $1", elsewhere);
    return Done{};
  });
  ASSERT_TRUE(broken);
  world().advance(days(31));
  run_jobs();
  EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1 AND status = 4"), 1);
  EXPECT_EQ(seats().quantity, 1);
}

TEST_P(Jobs, bring_members_back_behind_a_hundred_who_find_their_team_full) {
  const auto otto = world().signed_in("Otto", "otto@elsewhere.example");
  const auto elsewhere = found_team(otto, "Elsewhere");
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_TRUE(suspend(owner(), cara.member, world().clock().now() + days(1)));
  const auto full = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team SET seat_limit = 1 WHERE id = $1", elsewhere);
    for (int i = 0; i < 100; ++i) {
      const std::string name = "full" + std::to_string(i);
      store::execute(
          tx,
          "INSERT INTO member(id, team_id, address, address_key, name, name_key, status, roles, created_at, status_since, "
          "return_at) VALUES ($2, $1, $3, $3, 'B', 'b', 5, 1, 0, 0, 1)",
          elsewhere, "mem_" + name, name + "@x.example");
    }
    return Done{};
  });
  ASSERT_TRUE(full);
  world().advance(days(1));
  run_jobs();
  EXPECT_EQ(stored(cara.member).status, MemberState::active);
}

TEST_P(Jobs, bill_and_compare_behind_a_hundred_teams_whose_books_cannot_be_read) {
  const auto broken = world().write([&](store::Transaction& tx) -> Result<Done> {
    for (int i = 0; i < 101; ++i) {
      const TeamId id{"tem_broken" + std::to_string(i)};
      store::execute(
          tx, "INSERT INTO team(id, name, created_at, plan, plan_interval, term_anchor) VALUES ($1, 'B', 0, 'pro', 'year', 0)",
          id);
      store::execute(tx,
                     "INSERT INTO seat_ledger(team_id, seq, at, kind, cause, quantity, exact_minor, amount_minor, balance_minor, "
                     "currency, state) VALUES ($1, 1, 0, 'term', 'billing.term', 1, '1', 1, 1, 'AUD', 'unreadable')",
                     id);
      store::execute(tx,
                     "INSERT INTO invoicing(team_id, term_end, due_at, invoiced_seq, last_number, reconciled_at) "
                     "VALUES ($1, 1, 1, 0, 0, 1)",
                     id);
    }
    return Done{};
  });
  ASSERT_TRUE(broken);
  world().advance(hours(25));
  const auto own_reconciled_at = count("SELECT reconciled_at FROM invoicing WHERE team_id = $1");
  run_jobs();
  EXPECT_EQ(count("SELECT count(*) FROM invoice WHERE team_id = $1"), 1);
  EXPECT_EQ(count("SELECT reconciled_at FROM invoicing WHERE team_id = $1"), own_reconciled_at) << "a hundred in each round";
  run_jobs();
  EXPECT_EQ(count("SELECT reconciled_at FROM invoicing WHERE team_id = $1"), world().clock().now().ms);
  const auto retried_at = count("SELECT max(reconciled_at) FROM invoicing WHERE team_id <> $1");
  EXPECT_EQ(retried_at, (world().clock().now() - days(1) + hours(1)).ms) << "not in every round";
  world().advance(minutes(59));
  run_jobs();
  EXPECT_EQ(count("SELECT max(reconciled_at) FROM invoicing WHERE team_id <> $1"), retried_at);
  world().advance(minutes(2));
  run_jobs();
  run_jobs();
  EXPECT_GT(count("SELECT min(reconciled_at) FROM invoicing WHERE team_id <> $1"), retried_at) << "but again";
}

TEST_P(Jobs, remind_of_a_trial_behind_a_hundred_teams_that_nobody_can_be_told_of) {
  ASSERT_TRUE(write(
      [&](auto& tx, const auto& environment) { return service::start_trial(tx, environment, owner().credential, team()); }));
  world().advance(days(24));
  const auto ownerless = world().write([&](store::Transaction& tx) -> Result<Done> {
    for (int i = 0; i < 101; ++i) {
      const TeamId id{"tem_ownerless" + std::to_string(i)};
      store::execute(tx,
                     "INSERT INTO team(id, name, created_at, plan, plan_interval, term_anchor, trial_started_at, trial_ends_at) "
                     "VALUES ($1, 'B', 0, 'pro', 'year', 0, 1, $2)",
                     id, tx.now() + hours(1));
      store::execute(
          tx, "INSERT INTO invoicing(team_id, term_end, invoiced_seq, last_number, reconciled_at) VALUES ($1, $2, 0, 0, $2)", id,
          tx.now() + days(9));
    }
    return Done{};
  });
  ASSERT_TRUE(ownerless);
  world().take_mails();
  run_jobs();
  const auto mails = world().take_mails();
  EXPECT_EQ(std::ranges::count(mails, "Your trial on Rolecall ends soon", &OpenedMail::subject), 1);
}

TEST_P(Jobs, of_a_broken_team_hold_up_no_other) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_TRUE(suspend(owner(), cara.member, world().clock().now() + days(1)));
  const auto other = world().signed_in("Otto", "otto@elsewhere.example");
  const auto elsewhere = found_team(other, "Elsewhere");
  const auto broken = world().write([&](store::Transaction& tx) -> Result<Done> {
    // Due before Cara, and without a ledger that could be read.
    store::execute(
        tx,
        "INSERT INTO member(id, team_id, address, address_key, name, name_key, status, roles, created_at, status_since, "
        "return_at) VALUES ('mem_broken', $1, 'b@x.example', 'b@x.example', 'B', 'b', 5, 1, 0, 0, 1)",
        elsewhere);
    store::execute(tx, "UPDATE seat_ledger SET state = 'unreadable' WHERE team_id = $1", elsewhere);
    return Done{};
  });
  ASSERT_TRUE(broken);
  world().advance(days(1));
  run_jobs();
  EXPECT_EQ(stored(cara.member).status, MemberState::active);
}

ROLECALL_ON_BOTH_STORES(Jobs);

}  // namespace
}  // namespace rolecall::testing
