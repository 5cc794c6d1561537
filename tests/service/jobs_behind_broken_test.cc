// What the clock makes due behind a hundred things that cannot be done: they stay due, and hide nothing. For the jobs whose
// things have no books that could be broken; for the others see jobs_test.cc.
#include <stdexcept>

#include "support/forwarded_store.h"
#include "team_life.h"

namespace rolecall::testing {
namespace {

/// More than a job looks at at once.
constexpr int many = 101;

/// The first `many` writes fail, as if what they touch was broken.
class BreakingStore final : public ForwardedStore {
 public:
  using ForwardedStore::ForwardedStore;
  void run_write(Work work, Finished finished) override {
    if (++writes > many) return ForwardedStore::run_write(std::move(work), std::move(finished));
    finished(std::make_exception_ptr(std::runtime_error("broken")));
  }

  int writes = 0;
};

class JobsBehindBroken : public TeamLifeTest {
 protected:
  /// `insert(tx, i)` for each of those that are due first.
  template <class Insert>
  void make_many(Insert insert) {
    const auto made = world().write([&](store::Transaction& tx) -> Result<Done> {
      for (int i = 0; i < many; ++i) insert(tx, std::to_string(i));
      return Done{};
    });
    ASSERT_TRUE(made);
  }
  template <class Insert>
  void make_last(Insert insert) {
    const auto made = world().write([&](store::Transaction& tx) -> Result<Done> {
      insert(tx);
      return Done{};
    });
    ASSERT_TRUE(made);
  }
  static TeamId insert_team(store::Transaction& tx, const std::string& number) {
    const TeamId id{"tem_first" + number};
    store::execute(
        tx, "INSERT INTO team(id, name, created_at, plan, plan_interval, term_anchor) VALUES ($1, 'B', 0, 'pro', 'year', 0)", id);
    return id;
  }
  static MemberId insert_member(store::Transaction& tx, const TeamId& team, const std::string& name) {
    const MemberId id{"mem_" + name};
    store::execute(tx,
                   "INSERT INTO member(id, team_id, address, address_key, name, name_key, status, roles, created_at, "
                   "status_since) VALUES ($2, $1, $3, $3, 'B', 'b', 1, 1, 0, 0)",
                   team, id, name + "@x.example");
    return id;
  }
  /// All else that the time has made due is done before the last millisecond, so that only one job has something to write.
  void advance_to(Duration time) {
    world().advance({time.ms - 1});
    run_jobs();
    world().advance({1});
  }
  void run_jobs_with_the_first_broken() {
    BreakingStore breaking(world().store());
    service::run_due_jobs(breaking, world().environment());
    EXPECT_GT(breaking.writes, many);
  }
};

TEST_P(JobsBehindBroken, erase_teams) {
  ASSERT_TRUE(delete_team(owner()));
  advance_to(days(30));
  make_many([](store::Transaction& tx, const std::string& number) {
    const auto id = insert_team(tx, number);
    insert_member(tx, id, number);
    store::execute(tx, "UPDATE team SET deleted_at = 1 WHERE id = $1", id);
  });
  run_jobs_with_the_first_broken();
  EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id <> $1"), many) << "the broken ones wait";
  run_jobs();
  EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id <> $1"), 0);
}

TEST_P(JobsBehindBroken, end_offered_ownerships) {
  ASSERT_TRUE(offer_to(join("Adam", "adam@clinic.example", {"administrator"}).member));
  advance_to(days(7));
  make_many([](store::Transaction& tx, const std::string& number) {
    const auto id = insert_team(tx, number);
    store::execute(tx,
                   "INSERT INTO ownership_transfer(id, team_id, from_member, to_member, created_at, expires_at) "
                   "VALUES ($2, $1, $3, $4, 0, 1)",
                   id, "otr_" + number, insert_member(tx, id, number), insert_member(tx, id, number + "b"));
  });
  run_jobs_with_the_first_broken();
  EXPECT_EQ(count("SELECT count(*) FROM ownership_transfer WHERE ended_at IS NULL AND team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM ownership_transfer WHERE ended_at IS NULL AND team_id <> $1"), many);
  run_jobs();
  EXPECT_EQ(count("SELECT count(*) FROM ownership_transfer WHERE ended_at IS NULL AND team_id <> $1"), 0);
}

TEST_P(JobsBehindBroken, switch_session_view) {
  advance_to(days(1));
  make_many([](store::Transaction& tx, const std::string& number) {
    store::execute(tx, "UPDATE team SET session_view_due_at = 1 WHERE id = $1", insert_team(tx, number));
  });
  make_last([&](store::Transaction& tx) {
    store::execute(tx, "UPDATE team SET session_view_due_at = $2 WHERE id = $1", team(), tx.now());
  });
  run_jobs_with_the_first_broken();
  EXPECT_EQ(count("SELECT count(session_view_due_at) FROM team WHERE id = $1"), 0);
  EXPECT_EQ(count("SELECT count(session_view_due_at) FROM team WHERE id <> $1"), many);
  run_jobs();
  EXPECT_EQ(count("SELECT count(session_view_due_at) FROM team WHERE id <> $1"), 0);
}

TEST_P(JobsBehindBroken, erase_accounts) {
  advance_to(days(8));
  const auto insert = [](store::Transaction& tx, const std::string& name, std::int64_t created_at) {
    store::execute(tx, "INSERT INTO users(id, address, address_key, name, created_at) VALUES ($1, $2, $2, 'B', $3)",
                   "usr_" + name, name + "@x.example", created_at);
  };
  make_many([&](store::Transaction& tx, const std::string& number) { insert(tx, "first" + number, 1); });
  make_last([&](store::Transaction& tx) { insert(tx, "last", 2); });
  run_jobs_with_the_first_broken();
  EXPECT_EQ(count("SELECT count(*) FROM users WHERE id = 'usr_last' AND id <> $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM users WHERE verified_at IS NULL AND id <> $1"), many);
  run_jobs();
  EXPECT_EQ(count("SELECT count(*) FROM users WHERE verified_at IS NULL AND id <> $1"), 0);
}

ROLECALL_ON_BOTH_STORES(JobsBehindBroken);

}  // namespace
}  // namespace rolecall::testing
