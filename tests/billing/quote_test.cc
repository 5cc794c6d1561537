#include "billing/quote.h"

#include <gtest/gtest.h>

#include "billing/at.h"

namespace rolecall::billing {
namespace {

const Instant quoted_at = at("2026-09-15T10:30:00.700Z");

LedgerState one_seat(std::int64_t price = seat_price, const Term& term = year) {
  return add_seats(open_ledger(term, price), {term.start, {1}, term.start}).state;
}

QuoteBasis pro() { return {"pro", Interval::year, "AUD", std::nullopt}; }

TEST(Quote, ShowsTheAmountThatThePostingWouldHave) {
  const Quote quote = make_quote(one_seat(), pro(), {1}, quoted_at);
  EXPECT_EQ(quote.amount, (Money{54213, "AUD"}));
  EXPECT_EQ(quote.at, at("2026-09-15T10:30:00Z"));
  EXPECT_EQ(quote.expires_at, at("2026-09-15T11:30:00Z"));
  EXPECT_EQ(quote.term, year);
}

TEST(Quote, PostsWhatItShowedFromItsOwnInstant) {
  const Quote quote = make_quote(one_seat(), pro(), {1}, quoted_at);
  const Instant later = quoted_at + minutes(59);
  ASSERT_TRUE(check_quote(quote, one_seat(), pro(), {1}, later));
  const Posting posting = post_quoted_seat(one_seat(), pro(), quote);
  EXPECT_EQ(posting.row.amount_minor, 54213);
  EXPECT_EQ(posting.row.at, quote.at);
  EXPECT_LT(make_quote(one_seat(), pro(), {1}, later).amount.minor, 54213) << "the price of the later instant is another";
}

TEST(Quote, TwoAdministratorsAddingAtOnceBothGetWhatTheySaw) {
  const LedgerState state = one_seat();
  const Quote a = make_quote(state, pro(), {1}, quoted_at), b = make_quote(state, pro(), {1}, quoted_at);
  const LedgerState after = post_quoted_seat(state, pro(), a).state;
  ASSERT_TRUE(check_quote(b, after, pro(), {1}, quoted_at)) << "another seat changes no input of the price";
  EXPECT_EQ(post_quoted_seat(after, pro(), b).row.amount_minor, b.amount.minor);
}

TEST(Quote, OfSeveralSeatsIsPostedSeatBySeatAndSumsUpToWhatItShowed) {
  LedgerState state = one_seat();
  const Quote quote = make_quote(state, pro(), {7}, quoted_at);
  ASSERT_TRUE(check_quote(quote, state, pro(), {7}, quoted_at));
  state =
      post_quoted_seat(state, pro(), make_quote(state, pro(), {1}, quoted_at - minutes(30))).state;  // somebody else meanwhile
  QuoteTaken taken;
  for (std::int64_t i = 0; i < 7; ++i) {
    const Posting posting = post_quoted_seat(state, pro(), quote, taken);
    EXPECT_EQ(posting.row.quantity.count, 3 + i);
    taken = {{i + 1}, taken.amount_minor + posting.row.amount_minor};
    state = posting.state;
  }
  EXPECT_EQ(taken.amount_minor, quote.amount.minor);
  EXPECT_LE(std::abs(state.posted_minor - round_half_up(state.exact)), 1);
}

void expect_stale(const Quote& quote, const LedgerState& state, const QuoteBasis& basis, Seats seats, Instant when,
                  const char* why) {
  const auto checked = check_quote(quote, state, basis, seats, when);
  ASSERT_FALSE(checked) << why;
  EXPECT_EQ(checked.error().code, Code::conflict) << why;
  EXPECT_EQ(checked.error().name, "quote_stale") << why;
}

TEST(Quote, IsStaleWhenAnythingItRestsOnChanged) {
  const Quote quote = make_quote(one_seat(), pro(), {1}, quoted_at);
  QuoteBasis other_plan = pro(), other_interval = pro(), on_trial = pro();
  other_plan.plan = "together";
  other_interval.interval = Interval::month;
  on_trial.trial = Trial{quoted_at, quoted_at + days(30)};
  expect_stale(quote, one_seat(), other_plan, {1}, quoted_at, "plan");
  expect_stale(quote, one_seat(), other_interval, {1}, quoted_at, "interval");
  expect_stale(quote, one_seat(), on_trial, {1}, quoted_at, "trial");
  expect_stale(quote, one_seat(118900), pro(), {1}, quoted_at, "price");
  expect_stale(quote, one_seat(118800, {at("2026-04-01T00:00:00Z"), at("2027-04-01T00:00:00Z")}), pro(), {1}, quoted_at, "term");
  expect_stale(quote, one_seat(), pro(), {2}, quoted_at, "seats");
  expect_stale(quote, one_seat(), pro(), {1}, quote.expires_at, "an hour is over");
}

TEST(Quote, HoldsOverTheEndOfTheTrialItWasMadeIn) {
  QuoteBasis basis = pro();
  basis.trial = Trial{quoted_at - days(29), quoted_at + minutes(30)};
  const Quote quote = make_quote(one_seat(), basis, {1}, quoted_at);
  EXPECT_TRUE(check_quote(quote, one_seat(), basis, {1}, quoted_at + minutes(31)));
  EXPECT_LT(quote.amount.minor, 54213) << "it costs from the end of the trial only";
}

}  // namespace
}  // namespace rolecall::billing
