// What only PostgreSQL's store has to show: lost connections, lost conflicts, too much work.
#include "store/postgres/postgres_store.h"

#include <gmock/gmock.h>

#include <barrier>
#include <latch>

#include "running.h"
#include "support/postgres_cluster.h"

namespace rolecall::testing {
namespace {

using namespace store;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Postgres : public ScratchTest {
 protected:
  PostgresCluster& cluster() { return PostgresCluster::instance(); }
  void end_sessions() { cluster().end_sessions(database().setting()); }
  std::int64_t count() { return integer_in(store(), "SELECT count(*) FROM scratch"); }
};

TEST_P(Postgres, reconnects_for_work_that_finds_its_connection_closed) {
  execute_in(store(), "INSERT INTO scratch(k) VALUES ('before')");
  EXPECT_EQ(count(), 1);
  end_sessions();
  execute_in(store(), "INSERT INTO scratch(k) VALUES ('after')");
  EXPECT_EQ(count(), 2);
}

TEST_P(Postgres, runs_a_write_again_whose_connection_broke_before_the_commit) {
  int attempts = 0;
  writing(store(), [&](Transaction& tx) {
    execute(tx, "INSERT INTO scratch(k) VALUES ('once')");
    if (++attempts == 1) end_sessions();
    execute(tx, "UPDATE scratch SET n = 1");
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(count(), 1);
}

TEST_P(Postgres, lets_a_write_that_lost_a_unique_key_to_another_decide_once_more) {
  int attempts = 0;
  bool has_seen_the_other = false;
  writing(store(), [&](Transaction& tx) {
    ++attempts;
    has_seen_the_other = query(tx, "SELECT 1 FROM scratch WHERE k = 'a'").next();
    if (has_seen_the_other) return;
    execute_in(store(), "INSERT INTO scratch(k) VALUES ('a')");
    execute(tx, "INSERT INTO scratch(k) VALUES ('a')");
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_TRUE(has_seen_the_other);
  EXPECT_EQ(count(), 1);
}

TEST_P(Postgres, gives_up_when_the_new_connection_breaks_too) {
  int attempts = 0;
  EXPECT_THROW(writing(store(),
                       [&](Transaction& tx) {
                         ++attempts;
                         execute(tx, "INSERT INTO scratch(k) VALUES ('once')");
                         end_sessions();
                         execute(tx, "UPDATE scratch SET n = 1");
                       }),
               DatabaseFault);
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(count(), 0);
}

TEST_P(Postgres, never_runs_a_write_again_whose_connection_broke_during_the_commit) {
  // The trigger runs inside COMMIT and ends the session there.
  run_script(
      "CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS $$"
      " BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;"
      "CREATE CONSTRAINT TRIGGER hang_up AFTER INSERT ON scratch DEFERRABLE INITIALLY DEFERRED"
      " FOR EACH ROW EXECUTE FUNCTION hang_up();");
  int attempts = 0;
  EXPECT_THROW(writing(store(),
                       [&](Transaction& tx) {
                         ++attempts;
                         execute(tx, "INSERT INTO scratch(k) VALUES ('once')");
                       }),
               CommitOutcomeUnknown);
  EXPECT_EQ(attempts, 1);
  EXPECT_EQ(count(), 0);
}

TEST_P(Postgres, runs_the_loser_of_a_deadlock_again) {
  execute_in(store(), "INSERT INTO scratch(k, n) VALUES ('a', 0), ('b', 0)");
  std::latch both_hold_one(2);
  std::atomic<int> attempts = 0;
  const auto add = [&](std::string_view first, std::string_view second) {
    return [&attempts, &both_hold_one, first, second, is_first_attempt = true](Transaction& tx) mutable {
      ++attempts;
      execute(tx, "UPDATE scratch SET n = n + 1 WHERE k = $1", first);
      if (std::exchange(is_first_attempt, false)) both_hold_one.arrive_and_wait();
      execute(tx, "UPDATE scratch SET n = n + 1 WHERE k = $1", second);
    };
  };
  std::jthread other([&] { writing(store(), add("b", "a")); });
  writing(store(), add("a", "b"));
  other.join();
  EXPECT_GE(attempts, 3);
  EXPECT_EQ(integer_in(store(), "SELECT sum(n) FROM scratch"), 4);
}

TEST_P(Postgres, reports_a_conflict_that_is_lost_again_and_again) {
  int attempts = 0;
  EXPECT_THROW(writing(store(),
                       [&](Transaction& tx) {
                         ++attempts;
                         execute(tx, "INSERT INTO scratch(k) VALUES ('undone')");
                         throw TransactionConflict("lost");
                       }),
               TransactionConflict);
  EXPECT_EQ(attempts, 10);
  EXPECT_EQ(count(), 0);
}

TEST_P(Postgres, prepares_anew_what_a_migration_made_stale) {
  const auto read_all = [this] { reading(store(), [](Transaction& tx) { query(tx, "SELECT * FROM scratch").next(); }); };
  for (int i = 0; i < 20; ++i) read_all();
  cluster().run(database().setting(), "ALTER TABLE scratch ADD COLUMN added TEXT");
  for (int i = 0; i < 20; ++i) EXPECT_NO_THROW(read_all());
}

TEST_P(Postgres, refuses_work_beyond_its_queue_at_once) {
  PostgresStore small(database().setting(), clock(), {.readers = 1, .writers = 1, .long_readers = 1, .most_waiting = 2});
  std::latch is_running(1), may_end(1);
  std::atomic<int> finished = 0, overloaded = 0;
  const auto count_fault = [&](std::exception_ptr fault) {
    ++finished;
    try {
      if (fault) std::rethrow_exception(fault);
    } catch (const Overloaded&) {
      ++overloaded;
    }
  };
  small.run_write(
      [&](Transaction&) {
        is_running.count_down();
        may_end.wait();
        return Store::Outcome::commit;
      },
      count_fault);
  is_running.wait();
  for (int i = 0; i < 5; ++i) small.run_write([](Transaction&) { return Store::Outcome::commit; }, count_fault);
  EXPECT_EQ(overloaded, 3);
  EXPECT_EQ(finished, 3);
  EXPECT_EQ(integer_in(small, "SELECT count(*) FROM scratch"), 0) << "reads wait in a queue of their own";
  may_end.count_down();
}

TEST_P(Postgres, keeps_a_second_writer_from_a_locked_team_until_the_first_is_done) {
  insert_team(store(), "tem_1");
  std::latch is_locked(1);
  std::jthread first([&] {
    writing(store(), [&](Transaction& tx) {
      tx.lock_team(TeamId{"tem_1"});
      execute(tx, "UPDATE scratch SET n = 1");
      is_locked.count_down();
      while (cluster().run(database().setting(), "SELECT count(*) FROM pg_locks WHERE NOT granted") == "0") {
      }
      execute(tx, "UPDATE team SET name = 'first'");
    });
  });
  is_locked.wait();
  const auto name = writing(store(), [](Transaction& tx) {
    tx.lock_team(TeamId{"tem_1"});
    auto rows = query(tx, "SELECT name FROM team");
    rows.next();
    return rows.text(0);
  });
  EXPECT_EQ(name, "first");
}

INSTANTIATE_TEST_SUITE_P(on, Postgres, ::testing::Values(Which::postgres), [](const auto&) { return "postgres"; });

std::string fault_of_url(const std::string& url) {
  const SystemClock clock;
  return fault_of([&] { integer_in(*std::make_unique<PostgresStore>(url, clock), "SELECT 1"); });
}

TEST(PostgresUrl, that_leads_nowhere_is_a_fault_without_its_password) {
  EXPECT_THAT(fault_of_url("postgresql://rolecall:hunter2@/db?host=/nowhere"),
              AllOf(HasSubstr("cannot connect"), Not(HasSubstr("hunter2"))));
}

TEST(PostgresUrl, that_cannot_be_read_is_a_fault_without_its_password) {
  EXPECT_THAT(fault_of_url("postgresql://rolecall:hunter2@[/db"), AllOf(HasSubstr("cannot be read"), Not(HasSubstr("hunter2"))));
}

}  // namespace
}  // namespace rolecall::testing
