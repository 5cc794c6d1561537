// How many sessions a member reaches: each once, whatever the ways to it, and never further than was asked for.
#include <gmock/gmock.h>

#include "every_way.h"
#include "running.h"
#include "store/session_list.h"

namespace rolecall::testing {
namespace {

using namespace store;
using ::testing::AnyOf;

class SessionCounts : public StoreTest {
 protected:
  void SetUp() override {
    insert_team(store(), "tem_1");
    for (const std::string id : {"mem_me", "mem_cara", "mem_dora"}) {
      execute_in(store(),
                 "INSERT INTO member(id, team_id, address, address_key, name, name_key, status, roles, created_at, status_since) "
                 "VALUES ($1, 'tem_1', $1, $1, 'N', 'n', 1, 1, 0, 0)",
                 id);
    }
    for (const std::string id : {"own1", "own2"}) insert_session(id, "mem_me");
    for (const std::string id : {"cara1", "cara2"}) insert_session(id, "mem_cara");
    // Both ways twice: by two sharers, and by two delegations at once.
    for (const std::string session : {"cara1", "cara2"}) {
      for (const std::string by : {"mem_cara", "mem_dora"}) share(session, by);
    }
    for (const std::string id : {"dlg_1", "dlg_2"}) delegate(id);
  }

  void insert_session(const std::string& id, const std::string& clinician) {
    execute_in(store(),
               "INSERT INTO session(id, team_id, clinician_id, created_by, started_at, status, content, created_at, updated_at) "
               "VALUES ($1, 'tem_1', $2, $2, 0, 0, $3, 0, 0)",
               id, clinician, Bytes{1});
  }
  void share(const std::string& session, const std::string& by) {
    execute_in(store(),
               "INSERT INTO share(id, team_id, session_id, member_id, granted_by, level, started_at, seq, valid_from) "
               "VALUES ($1, 'tem_1', $2, 'mem_me', $3, 1, 0, 1, 0)",
               "shr_" + session + by, session, by);
  }
  void delegate(const std::string& id) {
    execute_in(store(),
               "INSERT INTO delegation(id, team_id, clinician_id, assistant_id, starts_at, ends_at, created_at) "
               "VALUES ($1, 'tem_1', 'mem_cara', 'mem_me', 0, $2, 0)",
               id, clock().now() + days(1));
  }
  /// "sessions of clinicians".
  std::string counted(const policy::Filter& reach, std::int64_t most) {
    return reading(store(), [&](Transaction& tx) {
      const auto count = count_sessions(tx, {TeamId{"tem_1"}, MemberId{"mem_me"}, reach, {}, {}, {}, {}}, most);
      return std::to_string(count.sessions) + " of " + std::to_string(count.clinicians);
    });
  }
};

TEST_P(SessionCounts, are_exact_up_to_what_was_asked_for_and_one_more_beyond) {
  EXPECT_EQ(counted(every_way, 10), "4 of 2");
  EXPECT_EQ(counted(every_way, 4), "4 of 2");
  EXPECT_EQ(counted(every_way, 3), "4 of 2");
  EXPECT_THAT(counted(every_way, 1), AnyOf("2 of 1", "2 of 2")) << "of at least so many, and of no more than there are";
}

TEST_P(SessionCounts, take_a_session_once_that_is_reached_twice) {
  EXPECT_EQ(counted({.shared = policy::ShareLevel::view}, 2), "2 of 1");
  EXPECT_EQ(counted({.delegated = true}, 2), "2 of 1");
  EXPECT_EQ(counted({.own = true, .delegated = true, .shared = policy::ShareLevel::view}, 3), "4 of 2");
}

ROLECALL_ON_BOTH_STORES(SessionCounts);

}  // namespace
}  // namespace rolecall::testing
