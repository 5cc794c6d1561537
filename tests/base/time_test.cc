#include "base/time.h"

#include <gtest/gtest.h>

namespace rolecall {
namespace {

TEST(Time, Rfc3339IsWrittenWithMillisecondsOnlyWhenThereAreSome) {
  EXPECT_EQ(to_rfc3339({0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339({1'772'323'200'000}), "2026-03-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339({1'772'323'200'007}), "2026-03-01T00:00:00.007Z");
  EXPECT_EQ(to_rfc3339({-1}), "1969-12-31T23:59:59.999Z");
}

TEST(Time, OffsetsAndFractionsAreRead) {
  EXPECT_EQ(parse_rfc3339("2026-03-01T10:30:00+10:30"), parse_rfc3339("2026-03-01T00:00:00Z"));
  EXPECT_EQ(parse_rfc3339("2026-02-28T19:00:00-05:00"), parse_rfc3339("2026-03-01T00:00:00Z"));
  EXPECT_EQ(parse_rfc3339("2026-03-01t00:00:00.1239z")->ms % 1000, 123);
  EXPECT_EQ(parse_rfc3339("2026-03-01T00:00:00.5Z")->ms % 1000, 500);
}

TEST(Time, WhatIsNoInstantIsRefused) {
  for (const char* text :
       {"", "2026-03-01", "2026-03-01T00:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "0000-01-01T00:00:00Z",
        "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00Zx", "2026-01-01T00:00:00+1000", "2026-01-01T00:00:00+24:00",
        "-026-01-01T00:00:00Z", "2026-1-01T00:00:00Z"})
    EXPECT_FALSE(parse_rfc3339(text)) << text;
}

TEST(Time, EveryDayOfFourCenturiesSurvivesTheRoundTrip) {
  Instant day = from_civil({.year = 1900, .month = 1, .day = 1, .hour = 12, .minute = 34, .second = 56, .millisecond = 789});
  for (int i = 0; i < 146097; ++i, day = day + days(1)) {
    const CivilTime civil = to_civil(day);
    ASSERT_EQ(from_civil(civil), day);
    ASSERT_LE(civil.day, days_in_month(civil.year, civil.month));
  }
  EXPECT_EQ(to_rfc3339(day), "2300-01-01T12:34:56.789Z");
}

TEST(Time, LeapYearsHaveTheirDay) {
  EXPECT_EQ(days_in_month(2024, 2), 29);
  EXPECT_EQ(days_in_month(2026, 2), 28);
  EXPECT_EQ(days_in_month(2000, 2), 29);
  EXPECT_EQ(days_in_month(2100, 2), 28);
}

TEST(Time, WholeSecondsAreCutTowardsThePast) {
  EXPECT_EQ(Instant{1999}.unix_seconds(), 1);
  EXPECT_EQ(Instant{-1}.unix_seconds(), -1);
  EXPECT_EQ(Instant{-1000}.unix_seconds(), -1);
  EXPECT_EQ(Instant{-1001}.unix_seconds(), -2);
}

}  // namespace
}  // namespace rolecall
