#include "billing/term.h"

#include <gtest/gtest.h>

#include "billing/at.h"
#include "billing/proration.h"
#include "billing/trial.h"

namespace rolecall::billing {
namespace {

void expect_term(std::string_view anchor, Interval interval, std::string_view now, std::string_view start, std::string_view end) {
  const Term term = term_at(at(anchor), interval, at(now));
  EXPECT_EQ(to_rfc3339(term.start), start) << now;
  EXPECT_EQ(to_rfc3339(term.end), end) << now;
}

TEST(Term, MonthlyTermsClampToShortMonthsAndComeBackToTheirDay) {
  const auto* anchor = "2026-01-31T08:00:00Z";
  expect_term(anchor, Interval::month, "2026-01-31T08:00:00Z", "2026-01-31T08:00:00Z", "2026-02-28T08:00:00Z");
  expect_term(anchor, Interval::month, "2026-02-28T07:59:59.999Z", "2026-01-31T08:00:00Z", "2026-02-28T08:00:00Z");
  expect_term(anchor, Interval::month, "2026-02-28T08:00:00Z", "2026-02-28T08:00:00Z", "2026-03-31T08:00:00Z");
  expect_term(anchor, Interval::month, "2026-04-30T00:00:00Z", "2026-03-31T08:00:00Z", "2026-04-30T08:00:00Z");
  expect_term(anchor, Interval::month, "2028-02-29T09:00:00Z", "2028-02-29T08:00:00Z", "2028-03-31T08:00:00Z");
  expect_term(anchor, Interval::month, "2026-12-31T09:00:00Z", "2026-12-31T08:00:00Z", "2027-01-31T08:00:00Z");
}

TEST(Term, YearlyTermsOfALeapDayClampInCommonYears) {
  const auto* anchor = "2024-02-29T12:00:00Z";
  expect_term(anchor, Interval::year, "2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z", "2025-02-28T12:00:00Z");
  expect_term(anchor, Interval::year, "2028-02-29T11:59:59Z", "2027-02-28T12:00:00Z", "2028-02-29T12:00:00Z");
  expect_term(anchor, Interval::year, "2028-02-29T12:00:00Z", "2028-02-29T12:00:00Z", "2029-02-28T12:00:00Z");
}

TEST(Term, YearlyTermsOverALeapDayAreOneDayLonger) {
  EXPECT_EQ(term_at(at("2027-03-01T00:00:00Z"), Interval::year, at("2027-03-01T00:00:00Z")).length_seconds(), 366 * 86400);
  EXPECT_EQ(term_at(at("2026-03-01T00:00:00Z"), Interval::year, at("2026-03-01T00:00:00Z")).length_seconds(), 365 * 86400);
}

TEST(Term, TermsBeginAtWholeSeconds) {
  expect_term("2026-03-01T10:00:00.987Z", Interval::month, "2026-03-01T10:00:00.990Z", "2026-03-01T10:00:00Z",
              "2026-04-01T10:00:00Z");
}

TEST(Term, TermsFollowEachOtherWithoutGapForEveryAnchorOfALeapYear) {
  for (const Interval interval : {Interval::month, Interval::year}) {
    for (Instant anchor = at("2024-01-01T17:00:00Z"); anchor < at("2025-01-01T00:00:00Z"); anchor = anchor + days(1)) {
      Term term = term_at(anchor, interval, anchor);
      ASSERT_EQ(term.start, anchor);
      for (int i = 0; i < 50; ++i) {
        const Term next = term_at(anchor, interval, term.end);
        ASSERT_EQ(next.start, term.end) << to_rfc3339(anchor);
        ASSERT_EQ(term_at(anchor, interval, {term.end.ms - 1}), term) << to_rfc3339(anchor);
        term = next;
      }
    }
  }
}

TEST(Proration, TheVectorsOfTheSpecificationHold) {
  struct Vector {
    std::int64_t price;
    const char *start, *end, *added;
    std::int64_t charged;
  };
  for (const Vector& v : {Vector{118800, "2026-03-01T00:00:00Z", "2027-03-01T00:00:00Z", "2026-03-01T00:00:00Z", 118800},
                          Vector{118800, "2026-03-01T00:00:00Z", "2027-03-01T00:00:00Z", "2026-09-15T10:30:00Z", 54213},
                          Vector{118800, "2026-03-01T00:00:00Z", "2027-03-01T00:00:00Z", "2027-02-28T23:59:59Z", 0},
                          Vector{99900, "2026-01-31T00:00:00Z", "2027-01-31T00:00:00Z", "2026-07-31T00:00:00Z", 50361},
                          Vector{118800, "2027-03-01T00:00:00Z", "2028-03-01T00:00:00Z", "2028-02-29T12:00:00Z", 162}}) {
    const Term term = term_at(at(v.start), Interval::year, at(v.added));
    EXPECT_EQ(term, (Term{at(v.start), at(v.end)}));
    EXPECT_EQ(round_half_up(prorate({1}, v.price, term, at(v.added))), v.charged) << v.added;
  }
}

TEST(Proration, IsExactToTheSecondAndHeldInsideTheTerm) {
  const Term term{at("2026-03-01T00:00:00Z"), at("2026-03-01T00:01:40Z")};
  EXPECT_EQ(prorate({3}, 7, term, at("2026-03-01T00:00:33.999Z")), fraction(Wide{3} * 7 * 67, 100));
  EXPECT_EQ(prorate({3}, 7, term, at("2020-01-01T00:00:00Z")), fraction(Wide{3} * 7 * 100, 100));
  EXPECT_EQ(prorate({3}, 7, term, at("2027-01-01T00:00:00Z")), fraction(0, 100));
  EXPECT_EQ(prorate({-3}, 7, term, at("2026-03-01T00:00:33Z")), fraction(Wide{-3} * 7 * 67, 100));
}

TEST(Proration, TheLargestPriceForTheMostSeatsDoesNotOverflow) {
  const Term term = term_at(at("2027-03-01T00:00:00Z"), Interval::year, at("2027-03-01T00:00:00Z"));
  EXPECT_EQ(round_half_up(prorate({max_seats}, max_price_minor, term, term.start)), max_seats * max_price_minor);
  EXPECT_THROW((void)prorate({max_seats + 1}, 1, term, term.start), std::logic_error);
  EXPECT_THROW((void)prorate({1}, max_price_minor + 1, term, term.start), std::logic_error);
}

TEST(TrialSeats, AreChargedFromTheEndOfTheTrial) {
  const Trial trial{at("2026-03-01T00:00:00.400Z"), at("2026-03-31T00:00:00.400Z")};
  EXPECT_EQ(charged_from(std::nullopt, at("2026-03-02T00:00:00Z")), at("2026-03-02T00:00:00Z"));
  EXPECT_EQ(charged_from(trial, at("2026-02-28T23:59:59.999Z")), at("2026-02-28T23:59:59.999Z"));
  EXPECT_EQ(charged_from(trial, at("2026-03-01T00:00:00.100Z")), at("2026-03-31T00:00:00Z"))
      << "the second counts, not its fraction";
  EXPECT_EQ(charged_from(trial, at("2026-03-30T23:59:59.999Z")), at("2026-03-31T00:00:00Z"));
  EXPECT_EQ(charged_from(trial, at("2026-03-31T00:00:00.000Z")), at("2026-03-31T00:00:00Z"));
  EXPECT_EQ(charged_from(trial, at("2026-04-01T00:00:00Z")), at("2026-04-01T00:00:00Z"));
}

}  // namespace
}  // namespace rolecall::billing
