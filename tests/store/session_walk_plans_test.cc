// Every walk of a session list is one of an index, in the order of the list and with the status in it: whatever it would have to
// read and throw away, or to sort, is a page that takes longer the more sessions a team has.
#include <gmock/gmock.h>

#include "base/crypto/sealer.h"
#include "every_way.h"
#include "explained.h"
#include "store/session_list.h"
#include "store/sessions_as_made.h"

namespace rolecall::testing {
namespace {

using namespace store;
using ::testing::HasSubstr;
using ::testing::Not;

bool is_about_sessions(std::string_view sql) {
  return sql.contains(" session s") && (sql.contains("ORDER BY") || sql.contains("count("));
}

class SessionWalkPlans : public StoreTest {
 protected:
  [[nodiscard]] bool is_sqlite() { return dialect_of(store()) == Dialect::sqlite; }

  void SetUp() override {
    insert_team(store(), "tem_1");
    for (const std::string id : {"mem_1", "mem_2"}) {
      execute_in(store(),
                 "INSERT INTO member(id, team_id, address, address_key, name, name_key, status, roles, created_at, status_since) "
                 "VALUES ($1, 'tem_1', $1, $1, 'N', 'n', 1, 1, 0, 0)",
                 id);
    }
    execute_in(store(),
               "INSERT INTO delegation(id, team_id, clinician_id, assistant_id, starts_at, ends_at, created_at) "
               "VALUES ('dlg_1', 'tem_1', 'mem_2', 'mem_1', 0, $1, 0)",
               clock().now() + days(1));
  }

  /// What `ask` makes the database do.
  template <class Ask>
  std::vector<std::string> plans_of(Ask ask) {
    return writing(store(), [&](Transaction& tx) {
      use_indexes(tx, dialect_of(store()));
      Explained explained(tx.connection(), dialect_of(store()), is_about_sessions);
      Transaction asked(explained, Transaction::Mode::read, tx.now());
      ask(asked);
      return explained.plans;
    });
  }
  static void expect_no_scan(const std::string& plan) {
    for (const auto* scan : {"SCAN s\n", "SCAN h\n", "SCAN w\n", "SCAN d\n", "SCAN e\n", "Seq Scan"}) {
      EXPECT_THAT(steps_of(plan), Not(HasSubstr(scan))) << plan;
    }
  }
  /// What is open in an emergency is a handful, read first and sorted.
  static bool is_of_an_emergency(const std::string& plan) { return plan.contains("JOIN emergency_session e"); }

  void expect_walks(const SessionFilter& filter, std::size_t walks) {
    const TeamVault vault(filter.team, crypto::Sealer({{1, crypto::Secret(std::string(32, 'k'))}}));
    const auto plans = plans_of([&](Transaction& tx) { (void)list_sessions(tx, vault, filter, {}, 50); });
    EXPECT_EQ(plans.size(), walks);
    for (const auto& plan : plans) {
      expect_no_scan(plan);
      if (is_of_an_emergency(plan) && !is_sqlite()) continue;  // which of few rows comes first is its own choice
      if (is_of_an_emergency(plan)) {
        EXPECT_THAT(steps_of(plan), HasSubstr("sqlite_autoindex_session_1 (id=?)")) << plan;
        continue;
      }
      EXPECT_THAT(steps_of(plan), Not(HasSubstr("TEMP B-TREE"))) << plan;
      EXPECT_THAT(steps_of(plan), Not(HasSubstr("Sort"))) << plan;
      const bool is_by_status = filter.status && filter.terms.empty();
      if (is_by_status) {
        EXPECT_THAT(steps_of(plan), HasSubstr("_by_status")) << plan;
      }
    }
  }

  static SessionFilter filter_of(const policy::Filter& reach) {
    return {TeamId{"tem_1"}, MemberId{"mem_1"}, reach, {}, {}, {}, {}};
  }
  static std::vector<SessionFilter> with_and_without_status(const SessionFilter& filter) {
    auto drafts = filter;
    drafts.status = SessionStatus::draft;
    return {filter, drafts};
  }
};

constexpr policy::Filter without_view{.own = true, .delegated = true, .shared = policy::ShareLevel::view, .emergency = true};

TEST_P(SessionWalkPlans, of_a_list_follow_an_index_with_and_without_a_status) {
  for (const auto& reach : {every_way, without_view}) {
    for (const auto& filter : with_and_without_status(filter_of(reach))) expect_walks(filter, reach.viewed ? 5 : 4);
  }
}

TEST_P(SessionWalkPlans, of_the_list_of_one_clinician_follow_an_index) {
  auto filter = filter_of(every_way);
  filter.clinician = MemberId{"mem_2"};
  for (const auto& one : with_and_without_status(filter)) expect_walks(one, 4);
}

/// SQLite reads a clinician's own list from the index alone, where it lies together: in the table it is scattered over the file.
/// An index of PostgreSQL is too narrow for what is sealed.
TEST_P(SessionWalkPlans, of_ones_own_list_read_its_index_and_on_sqlite_nothing_else) {
  const TeamVault vault(TeamId{"tem_1"}, crypto::Sealer({{1, crypto::Secret(std::string(32, 'k'))}}));
  const auto plans = plans_of([&](Transaction& tx) { (void)list_sessions(tx, vault, filter_of({.own = true}), {}, 50); });
  ASSERT_EQ(plans.size(), 1U);
  const auto* read =
      is_sqlite() ? "SEARCH s USING COVERING INDEX session_of_clinician (" : "using session_of_clinician on session s";
  EXPECT_THAT(steps_of(plans.front()), HasSubstr(read));
}

TEST_P(SessionWalkPlans, of_restricted_sessions_read_no_others) {
  const TeamVault vault(TeamId{"tem_1"}, crypto::Sealer({{1, crypto::Secret(std::string(32, 'k'))}}));
  const auto plans =
      plans_of([&](Transaction& tx) { (void)list_sessions(tx, vault, filter_of({.own = true, .viewed = true}), {}, 50); });
  ASSERT_EQ(plans.size(), 2U);
  EXPECT_THAT(steps_of(plans.back()), HasSubstr("session_restricted")) << plans.back();
}

TEST_P(SessionWalkPlans, of_a_search_follow_the_index_of_a_word) {
  for (const auto& reach : {every_way, without_view}) {
    auto filter = filter_of(reach);
    filter.terms = {"ada"};
    for (const auto& one : with_and_without_status(filter)) expect_walks(one, reach.viewed ? 5 : 4);
  }
}

/// Planned for whatever parameters, a walk still follows its index: PostgreSQL then plans it once, not for every page.
TEST_P(SessionWalkPlans, of_a_list_are_made_once_per_connection) {
  if (is_sqlite()) return;  // it plans when it prepares
  const auto planned_anew = reading(store(), [](Transaction& tx) {
    const TeamVault vault(TeamId{"tem_1"}, crypto::Sealer({{1, crypto::Secret(std::string(32, 'k'))}}));
    for (int page = 0; page < 2; ++page) (void)list_sessions(tx, vault, filter_of(every_way), {}, 50);
    auto rows = query(tx,
                      "SELECT sum(generic_plans), sum(custom_plans) FROM pg_prepared_statements "
                      "WHERE statement LIKE 'SELECT s.id, %' AND generic_plans + custom_plans > 0");
    rows.next();
    EXPECT_GE(rows.integer(0), 10) << "five walks, two pages";
    return rows.integer(1);
  });
  EXPECT_EQ(planned_anew, 0);
}

TEST_P(SessionWalkPlans, of_an_export_follows_the_order_in_which_sessions_were_made) {
  const auto plans = plans_of([](Transaction& tx) { (void)sessions_as_made(tx, TeamId{"tem_1"}, {}, 20); });
  ASSERT_EQ(plans.size(), 1U);
  EXPECT_THAT(steps_of(plans.front()), HasSubstr("session_in_order_made"));
  EXPECT_THAT(steps_of(plans.front()), Not(HasSubstr("TEMP B-TREE")));
}

TEST_P(SessionWalkPlans, of_a_count_read_each_way_by_an_index) {
  const auto plans = plans_of([](Transaction& tx) { (void)count_sessions(tx, filter_of(every_way), 10'000); });
  ASSERT_EQ(plans.size(), 1U);
  expect_no_scan(plans.front());
  if (!is_sqlite()) return;  // PostgreSQL chooses by how many there are
  const std::string steps = steps_of(plans.front());
  EXPECT_EQ(steps.find("(team_id=?"), steps.rfind("(team_id=?")) << "only what Session View opens is the team's: " << steps;
  EXPECT_THAT(steps, HasSubstr("session_of_clinician"));
  EXPECT_THAT(steps, HasSubstr("sqlite_autoindex_session_1 (id=?)"));
}

ROLECALL_ON_BOTH_STORES(SessionWalkPlans);

}  // namespace
}  // namespace rolecall::testing
