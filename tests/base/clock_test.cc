#include "base/clock.h"

#include <gtest/gtest.h>

namespace rolecall {
namespace {

TEST(Clock, AFrozenClockStandsStill) {
  const ManualClock clock({5000}, ManualClock::Mode::frozen);
  EXPECT_EQ(clock.now(), Instant{5000});
  EXPECT_EQ(clock.now(), Instant{5000});
  EXPECT_EQ(clock.mode(), ManualClock::Mode::frozen);
}

TEST(Clock, ATickingClockGoesOnFromWhereItWasSet) {
  ManualClock clock({0}, ManualClock::Mode::frozen);
  clock.set({1'000'000}, ManualClock::Mode::ticking);
  const Instant first = clock.now();
  EXPECT_GE(first, Instant{1'000'000});
  EXPECT_LT(first, Instant{1'000'000} + minutes(1));
  while (clock.now() == first) {
  }
  EXPECT_GT(clock.now(), first);
}

TEST(Clock, TheClockOfTheMachineNeverStepsBack) {
  const SystemClock clock;
  Instant before = clock.now();
  EXPECT_GT(before, *parse_rfc3339("2023-01-01T00:00:00Z"));
  for (int i = 0; i < 10'000; ++i) {
    const Instant now = clock.now();
    ASSERT_GE(now, before);
    before = now;
  }
}

}  // namespace
}  // namespace rolecall
