// The history of what decided has one open interval, whoever starts when.
#include "store/ruleset_history.h"

#include <gmock/gmock.h>

#include <thread>

#include "running.h"

namespace rolecall::testing {
namespace {

using ::testing::ElementsAre;

class RulesetHistory : public StoreTest {
 protected:
  void start_with(const std::string& plans) {
    writing(store(), [&](store::Transaction& tx) { store::keep_ruleset(tx, {"hash", plans}); });
  }
  std::vector<std::string> open() {
    return texts_in(store(), "SELECT plans FROM ruleset_history WHERE valid_to IS NULL ORDER BY seq");
  }
  std::int64_t intervals() { return integer_in(store(), "SELECT count(*) FROM ruleset_history"); }
};

TEST_P(RulesetHistory, has_one_open_interval_however_many_servers_start_at_once) {
  for (int round = 0; round < 20; ++round) {
    {
      std::vector<std::jthread> servers;
      for (int i = 0; i < 4; ++i) {
        servers.emplace_back([this, plans = std::to_string(round) + "." + std::to_string(i)] { start_with(plans); });
      }
    }
    ASSERT_EQ(open().size(), 1U) << "round " << round;
  }
  EXPECT_EQ(intervals(), 80);
}

TEST_P(RulesetHistory, goes_on_from_the_newest_of_two_that_were_left_open) {
  for (const int seq : {1, 2}) {
    execute_in(store(), "INSERT INTO ruleset_history(seq, policy_hash, plans, valid_from) VALUES ($1, 'hash', $2, 0)", seq,
               "plans " + std::to_string(seq));
  }
  start_with("plans 2");
  EXPECT_EQ(intervals(), 2) << "the newest holds already";
  start_with("plans 1");
  EXPECT_EQ(intervals(), 3);
  EXPECT_THAT(open(), ElementsAre("plans 1"));
}

ROLECALL_ON_BOTH_STORES(RulesetHistory);

}  // namespace
}  // namespace rolecall::testing
