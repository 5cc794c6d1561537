// Whoever begins a seat in a trial is looked up by member: a walk of the team's ledger would grow with its age.
#include <gmock/gmock.h>

#include "explained.h"
#include "store/seat_addresses.h"

namespace rolecall::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class SeatAddressPlans : public StoreTest {
 protected:
  std::vector<std::string> plans_for(const MemberId& member) {
    return writing(store(), [&](store::Transaction& tx) {
      use_indexes(tx, dialect_of(store()));
      Explained explained(tx.connection(), dialect_of(store()),
                          [](std::string_view sql) { return sql.contains("seat_ledger l"); });
      store::Transaction asked(explained, store::Transaction::Mode::read, tx.now());
      EXPECT_FALSE(store::had_seat_before(asked, TeamId{"tem_1"}, member, "hash", tx.now()));
      return explained.plans;
    });
  }
  void expect_search_by_member(const std::string& plan) {
    const bool is_sqlite = dialect_of(store()) == store::Dialect::sqlite;
    EXPECT_THAT(steps_of(plan), HasSubstr(is_sqlite ? "SEARCH l USING INDEX seat_ledger_of_member (team_id=? AND member_id=?)"
                                                    : "Index Scan using seat_ledger_of_member on seat_ledger l"))
        << plan;
    for (const auto* walk : {"SCAN l", "Seq Scan", "autoindex_seat_ledger", "seat_ledger_pkey"}) {
      EXPECT_THAT(steps_of(plan), Not(HasSubstr(walk))) << plan;
    }
  }
};

TEST_P(SeatAddressPlans, search_the_ledger_by_member) {
  const auto plans = plans_for(MemberId{"mem_1"});
  ASSERT_EQ(plans.size(), 2U) << "his own rows, and those of who had his address";
  for (const auto& plan : plans) expect_search_by_member(plan);
}

TEST_P(SeatAddressPlans, of_who_is_no_member_yet_ask_for_the_address_alone) {
  const auto plans = plans_for({});
  ASSERT_EQ(plans.size(), 1U);
  EXPECT_THAT(steps_of(plans.front()), HasSubstr("seat_address_of_team"));
  expect_search_by_member(plans.front());
}

ROLECALL_ON_BOTH_STORES(SeatAddressPlans);

}  // namespace
}  // namespace rolecall::testing
