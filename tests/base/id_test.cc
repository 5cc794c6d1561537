#include "base/id.h"

#include <gtest/gtest.h>

#include <set>

namespace rolecall {
namespace {

TEST(Id, CarriesItsKindInFront) {
  const MemberId id = MemberId::make({1'772'323'200'000});
  EXPECT_TRUE(id.value.starts_with("mem_"));
  EXPECT_EQ(id.value.size(), 30U);
  EXPECT_EQ(id.value.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz", 4), std::string::npos);
}

TEST(Id, SortsByTheTimeOfItsCreation) {
  std::string before;
  for (std::int64_t ms = 1; ms < 1'000'000'000'000'000 / 4; ms *= 3) {
    std::string body = new_id_body({ms});
    EXPECT_LT(before, body);
    before = std::move(body);
  }
}

TEST(Id, IsNeverTheSameTwiceInOneMillisecond) {
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(seen.insert(new_id_body({42})).second);
}

}  // namespace
}  // namespace rolecall
