// Conformance: what a transaction keeps, undoes, records and shows to others, on both stores alike.
#include <gmock/gmock.h>

#include <atomic>
#include <latch>
#include <thread>

#include "running.h"

namespace rolecall::testing {
namespace {

using namespace store;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Transactions : public ScratchTest {
 protected:
  std::vector<std::string> keys() { return texts_in(store(), "SELECT k FROM scratch ORDER BY k"); }
};

void insert(Transaction& tx, std::string_view key) { execute(tx, "INSERT INTO scratch(k) VALUES ($1)", key); }

Result<Done> refuse() { return fail(Code::denied, "denied", "not you"); }

/// Outcomes of writes that run at the same time, and a way to wait for all.
class Tally {
 public:
  explicit Tally(std::ptrdiff_t count) : left_(count) {}
  auto counter() {
    return [this](std::exception_ptr fault, auto result) {
      fault ? ++faults_ : result->has_value() ? ++successes_ : ++refusals_;
      left_.count_down();
    };
  }
  void wait() { left_.wait(); }
  std::atomic<int> faults_ = 0, successes_ = 0, refusals_ = 0;

 private:
  std::latch left_;
};

TEST_P(Transactions, keep_all_of_a_success) {
  writing(store(), [](Transaction& tx) {
    insert(tx, "a");
    insert(tx, "b");
  });
  EXPECT_THAT(keys(), ElementsAre("a", "b"));
}

TEST_P(Transactions, keep_nothing_of_a_refusal) {
  const auto result = run_and_wait(store(), Kind::write, [](Transaction& tx) {
    insert(tx, "a");
    insert(tx, "b");
    return refuse();
  });
  EXPECT_EQ(result.error().name, "denied");
  EXPECT_THAT(keys(), IsEmpty());
}

TEST_P(Transactions, keep_nothing_of_a_fault_of_any_kind) {
  const auto fail_with = [this](auto fault) {
    writing(store(), [&](Transaction& tx) {
      insert(tx, "a");
      throw fault;
    });
  };
  EXPECT_THROW(fail_with(std::logic_error("broken")), std::logic_error);
  EXPECT_THROW(fail_with(std::bad_alloc()), std::bad_alloc);
  EXPECT_THROW(fail_with(DatabaseFault("broken")), DatabaseFault);
  EXPECT_THROW(fail_with(7), int);
  EXPECT_THAT(keys(), IsEmpty());
}

TEST_P(Transactions, report_a_row_that_is_refused_as_such) {
  execute_in(store(), "INSERT INTO scratch(k) VALUES ('a')");
  EXPECT_THROW(execute_in(store(), "INSERT INTO scratch(k) VALUES ('a')"), ConstraintViolation);
}

TEST_P(Transactions, cannot_be_committed_after_a_fault_that_was_swallowed) {
  execute_in(store(), "INSERT INTO scratch(k) VALUES ('a')");
  const auto swallow = [this] {
    writing(store(), [](Transaction& tx) {
      insert(tx, "b");
      EXPECT_THROW(insert(tx, "a"), ConstraintViolation);
    });
  };
  EXPECT_THROW(swallow(), DatabaseFault);
  EXPECT_THAT(keys(), ElementsAre("a"));
}

TEST_P(Transactions, take_no_more_statements_after_one_that_failed) {
  execute_in(store(), "INSERT INTO scratch(k) VALUES ('a')");
  EXPECT_THROW(writing(store(),
                       [](Transaction& tx) {
                         EXPECT_THROW(insert(tx, "a"), ConstraintViolation);
                         insert(tx, "b");
                       }),
               DatabaseFault);
  EXPECT_THAT(keys(), ElementsAre("a"));
}

TEST_P(Transactions, go_on_with_the_same_statements_after_others_failed) {
  execute_in(store(), "INSERT INTO scratch(k) VALUES ('a')");
  for (int i = 0; i < 20; ++i) {
    EXPECT_THROW(execute_in(store(), "INSERT INTO scratch(k) VALUES ($1)", "a"), ConstraintViolation);
    execute_in(store(), "INSERT INTO scratch(k) VALUES ($1)", "b" + std::to_string(i));
  }
  EXPECT_EQ(keys().size(), 21U);
}

/// The first column of the first row of each answer.
std::vector<std::int64_t> answers_of(Transaction& tx, const std::vector<Statement>& statements) {
  std::vector<std::int64_t> answers;
  query_together(tx, statements, [&](Rows rows) { answers.push_back(rows.next() ? rows.integer(0) : -1); });
  return answers;
}

constexpr std::string_view count_of = "SELECT count(*) FROM scratch WHERE k = $1";

TEST_P(Transactions, answer_questions_that_are_asked_together_in_their_order) {
  writing(store(), [](Transaction& tx) {
    insert(tx, "a");
    const std::vector<Statement> statements{statement(count_of, "a"), statement("SELECT n FROM scratch WHERE k = $1", "b"),
                                            statement(count_of, "b"), statement(count_of, "a")};
    for (int i = 0; i < 2; ++i) EXPECT_THAT(answers_of(tx, statements), ElementsAre(1, -1, 0, 1));
    EXPECT_THAT(answers_of(tx, {}), IsEmpty());
    insert(tx, "c");
  });
  EXPECT_THAT(keys(), ElementsAre("a", "c"));
  reading(store(), [](Transaction& tx) { EXPECT_THAT(answers_of(tx, {statement(count_of, "c")}), ElementsAre(1)); });
}

TEST_P(Transactions, keep_nothing_when_one_of_the_questions_asked_together_fails) {
  const auto ask = [&](const Statement& failing) {
    writing(store(), [&](Transaction& tx) {
      insert(tx, "a");
      (void)answers_of(tx, {statement(count_of, "a"), failing, statement(count_of, "a")});
    });
  };
  EXPECT_THROW(ask(statement("SELECT missing FROM scratch")), DatabaseFault);
  EXPECT_THROW(ask(statement(count_of, std::string_view("\0", 1))), DatabaseFault);
  EXPECT_THAT(keys(), IsEmpty());
  reading(store(), [](Transaction& tx) { EXPECT_THAT(answers_of(tx, {statement(count_of, "a")}), ElementsAre(0)); });
}

TEST_P(Transactions, fail_on_a_statement_that_is_no_sql) {
  EXPECT_THROW(execute_in(store(), "SELEKT 1"), DatabaseFault);
  EXPECT_THROW(integer_in(store(), "SELECT missing FROM scratch"), DatabaseFault);
  EXPECT_EQ(integer_in(store(), "SELECT count(*) FROM scratch"), 0);
}

TEST_P(Transactions, record_a_refusal_although_its_work_is_undone) {
  for (const Kind kind : {Kind::write, Kind::read, Kind::long_read}) {
    const auto result = run_and_wait(store(), kind, [kind](Transaction& tx) {
      if (kind == Kind::write) insert(tx, "undone");
      tx.record_on_error([kind](Transaction& recording) { insert(recording, "first" + std::to_string(static_cast<int>(kind))); });
      tx.record_on_error(
          [kind](Transaction& recording) { insert(recording, "second" + std::to_string(static_cast<int>(kind))); });
      return refuse();
    });
    EXPECT_FALSE(result.has_value());
  }
  EXPECT_THAT(keys(), ElementsAre("first0", "first1", "first2", "second0", "second1", "second2"));
}

TEST_P(Transactions, write_no_record_of_a_success) {
  writing(store(), [](Transaction& tx) { tx.record_on_error([](Transaction& recording) { insert(recording, "refusal"); }); });
  EXPECT_THAT(keys(), IsEmpty());
}

TEST_P(Transactions, fail_when_their_record_cannot_be_written) {
  execute_in(store(), "INSERT INTO scratch(k) VALUES ('a')");
  for (const Kind kind : {Kind::write, Kind::read}) {
    const auto refused = [&] {
      std::ignore = run_and_wait(store(), kind, [](Transaction& tx) {
        tx.record_on_error([](Transaction& recording) { insert(recording, "a"); });
        return refuse();
      });
    };
    EXPECT_THROW(refused(), ConstraintViolation);
  }
}

TEST_P(Transactions, leave_others_of_their_group_alone_when_they_fail) {
  std::latch all_are_queued(1);
  Tally tally(13);
  run(store(), Kind::write, [&](Transaction&) -> Result<Done> { return all_are_queued.wait(), Done{}; }, tally.counter());
  for (int i = 0; i < 12; ++i) {
    run(
        store(), Kind::write,
        [i](Transaction& tx) -> Result<Done> {
          insert(tx, "k" + std::to_string(i));
          if (i % 3 == 1) throw std::logic_error("broken");
          if (i % 3 == 2) return refuse();
          return Done{};
        },
        tally.counter());
  }
  all_are_queued.count_down();
  tally.wait();
  EXPECT_EQ(tally.faults_, 4);
  EXPECT_EQ(tally.refusals_, 4);
  EXPECT_THAT(keys(), ElementsAre("k0", "k3", "k6", "k9"));
}

TEST_P(Transactions, see_one_snapshot_while_they_read) {
  for (const Kind kind : {Kind::read, Kind::long_read}) {
    const auto counts = run_in(store(), kind, [&](Transaction& tx) {
      const auto count = [&tx] {
        auto rows = query(tx, "SELECT count(*) FROM scratch");
        rows.next();
        return rows.integer(0);
      };
      const auto before = count();
      execute_in(store(), "INSERT INTO scratch(k) VALUES ($1)", std::to_string(static_cast<int>(kind)));
      return std::pair(before, count());
    });
    EXPECT_EQ(counts.first, counts.second);
  }
  EXPECT_EQ(keys().size(), 2U);
}

TEST_P(Transactions, cannot_write_while_they_read) {
  EXPECT_THROW(reading(store(), [](Transaction& tx) { insert(tx, "a"); }), DatabaseFault);
  EXPECT_THAT(keys(), IsEmpty());
}

TEST_P(Transactions, show_what_was_acknowledged_to_every_later_read) {
  execute_in(store(), "INSERT INTO scratch(k, n) VALUES ('revision', 0)");
  std::atomic<std::int64_t> acknowledged = 0;
  std::atomic<bool> is_done = false;
  std::atomic<int> stale_reads = 0;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&] {
      while (!is_done) {
        const std::int64_t at_least = acknowledged;
        if (integer_in(store(), "SELECT n FROM scratch") < at_least) ++stale_reads;
      }
    });
  }
  for (std::int64_t i = 1; i <= 200; ++i) {
    execute_in(store(), "UPDATE scratch SET n = $1", i);
    acknowledged = i;
  }
  is_done = true;
  readers.clear();
  EXPECT_EQ(stale_reads, 0);
}

TEST_P(Transactions, lose_no_update_behind_a_lock) {
  insert_team(store(), "tem_1");
  execute_in(store(), "INSERT INTO audit_head(chain, seq, hash, at) VALUES ('tem_1', 0, '', 0)");
  constexpr int threads = 8;
  constexpr int rounds = 25;
  std::vector<std::jthread> writers;
  for (int i = 0; i < threads; ++i) {
    writers.emplace_back([this, i] {
      for (int round = 0; round < rounds; ++round) {
        writing(store(), [i](Transaction& tx) {
          i % 2 == 0 ? tx.lock_team(TeamId{"tem_1"}) : tx.lock_chain("tem_1");
          const std::string_view select = i % 2 == 0 ? "SELECT revision FROM team" : "SELECT seq FROM audit_head";
          const std::string_view update = i % 2 == 0 ? "UPDATE team SET revision = $1" : "UPDATE audit_head SET seq = $1";
          auto rows = query(tx, select);
          rows.next();
          execute(tx, update, rows.integer(0) + 1);
        });
      }
    });
  }
  writers.clear();
  EXPECT_EQ(integer_in(store(), "SELECT revision FROM team"), 1 + threads / 2 * rounds);
  EXPECT_EQ(integer_in(store(), "SELECT seq FROM audit_head"), threads / 2 * rounds);
}

TEST_P(Transactions, lock_a_missing_row_without_harm) {
  writing(store(), [](Transaction& tx) {
    tx.lock_user(UserId{"usr_nobody"});
    tx.lock_team(TeamId{"tem_none"});
    tx.lock_chain("none");
    insert(tx, "a");
  });
  EXPECT_THAT(keys(), ElementsAre("a"));
}

TEST_P(Transactions, carry_the_instant_of_the_clock) {
  const Instant now = clock().now();
  EXPECT_EQ(writing(store(), [](Transaction& tx) { return tx.now(); }), now);
  EXPECT_EQ(reading(store(), [](Transaction& tx) { return tx.now(); }), now);
}

TEST_P(Transactions, ring_for_the_outbox_after_a_commit_and_only_when_asked) {
  std::atomic<int> rings = 0;
  store().on_outbox([&] { ++rings; });
  const auto wake_and = [](Result<Done> result) {
    return [result](Transaction& tx) {
      tx.wake_outbox();
      return result;
    };
  };
  writing(store(), [](Transaction& tx) { insert(tx, "quiet"); });
  std::ignore = run_and_wait(store(), Kind::write, wake_and(refuse()));
  std::ignore = run_and_wait(store(), Kind::write, wake_and(Done{}));
  reopen();  // waits for the threads that ring
  EXPECT_EQ(rings, 1);
}

TEST_P(Transactions, that_are_queued_are_finished_before_the_store_closes) {
  Tally tally(40);
  for (int i = 0; i < 40; ++i) {
    run(
        store(), Kind::write,
        [i](Transaction& tx) -> Result<Done> {
          insert(tx, "k" + std::to_string(i));
          return Done{};
        },
        tally.counter());
  }
  reopen();
  EXPECT_EQ(tally.successes_, 40);
  EXPECT_EQ(keys().size(), 40U);
}

ROLECALL_ON_BOTH_STORES(Transactions);

}  // namespace
}  // namespace rolecall::testing
