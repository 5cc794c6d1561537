#include "billing/fraction.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace rolecall::billing {
namespace {

TEST(Fraction, IsAWholePartAndARestThatIsNeverNegative) {
  EXPECT_EQ(fraction(7, 2), (Fraction{3, 1, 2}));
  EXPECT_EQ(fraction(-1, 4), (Fraction{-1, 3, 4}));
  EXPECT_EQ(fraction(-8, 4), (Fraction{-2, 0, 4}));
}

TEST(Fraction, SumsCarryInBothDirections) {
  EXPECT_EQ(fraction(3, 4) + fraction(3, 4), fraction(6, 4));
  EXPECT_EQ(fraction(3, 4) + fraction(-5, 4), fraction(-2, 4));
  EXPECT_THROW((void)(fraction(1, 4) + fraction(1, 3)), std::logic_error);
}

TEST(Fraction, AHalfGoesUp) {
  EXPECT_EQ(round_half_up(fraction(5, 2)), 3);
  EXPECT_EQ(round_half_up(fraction(-5, 2)), -2);
  EXPECT_EQ(round_half_up(fraction(4999, 10000)), 0);
  EXPECT_EQ(round_half_up(fraction(-4999, 10000)), 0);
  EXPECT_EQ(round_half_up(fraction(-5001, 10000)), -1);
  EXPECT_EQ(round_half_up(fraction(1, 3)), 0);
  EXPECT_EQ(round_half_up(fraction(2, 3)), 1);
}

TEST(Fraction, PeopleReadTwoDecimals) {
  EXPECT_EQ(to_decimal(fraction(0, 7)), "0.00");
  EXPECT_EQ(to_decimal(fraction(2, 3)), "0.67");
  EXPECT_EQ(to_decimal(fraction(-1, 4)), "-0.25");
  EXPECT_EQ(to_decimal(fraction(-1, 3)), "-0.33");
  EXPECT_EQ(to_decimal(fraction(1999, 2000)), "1.00");
  EXPECT_EQ(to_decimal(fraction(54213, 1)), "54213.00");
}

TEST(Fraction, WhatDoesNotFitIsAFaultAndNotAnotherNumber) {
  EXPECT_THROW((void)fraction(Wide{INT64_MAX} + 1, 1), std::logic_error);
  EXPECT_THROW((void)(fraction(INT64_MAX, 1) + fraction(1, 1)), std::logic_error);
}

}  // namespace
}  // namespace rolecall::billing
