#include "billing/reconcile.h"

#include <gtest/gtest.h>

#include "billing/at.h"

namespace rolecall::billing {
namespace {

const Term year{at("2026-03-01T00:00:00Z"), at("2027-03-01T00:00:00Z")};
constexpr std::int64_t price = 118800;
const Instant spring = at("2026-04-01T08:00:00Z");
const Instant autumn = at("2026-09-15T10:30:00Z");

StoredRow stored(const Posting& posting, std::optional<Instant> charged_from = std::nullopt) {
  return {posting.row, posting.state, charged_from.value_or(posting.row.at)};
}

using enum SeatDifference::Kind;

TEST(Reconcile, EqualSeatsHaveNoDifference) {
  const std::vector<SeatSpan> seats{{"a", spring, autumn}, {"a", autumn + days(1), std::nullopt}, {"b", spring, std::nullopt}};
  EXPECT_TRUE(compare_seats(seats, seats).empty());
}

TEST(Reconcile, NamesASeatThatIsNotCountedAndOneThatIsCountedForNobody) {
  const auto found = compare_seats({{"a", spring, std::nullopt}, {"c", spring, std::nullopt}},
                                   {{"b", spring, std::nullopt}, {"c", spring, std::nullopt}, {"d", spring, autumn}});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].kind, missing);
  EXPECT_EQ(found[0].history.member, "a");
  EXPECT_EQ(found[1].kind, surplus);
  EXPECT_EQ(found[1].ledger.member, "b");
  EXPECT_EQ(found[2].kind, surplus);
  EXPECT_EQ(found[2].ledger.member, "d");
}

TEST(Reconcile, ASeatMayCountFromItsQuoteOnButNotFromEarlierOrLater) {
  const std::vector<SeatSpan> history{{"a", spring, autumn}};
  EXPECT_TRUE(compare_seats(history, {{"a", spring - hours(1), autumn}}).empty());
  EXPECT_EQ(compare_seats(history, {{"a", spring - hours(2), autumn}}).at(0).kind, begin);
  EXPECT_EQ(compare_seats(history, {{"a", spring + Duration{1}, autumn}}).at(0).kind, begin);
  EXPECT_EQ(compare_seats(history, {{"a", spring, std::nullopt}}).at(0).kind, end);
}

TEST(Reconcile, EveryKindOfRowFollowsFromTheOneBefore) {
  const auto first = add_seats(open_ledger(year, price), {spring, {1}, spring});
  const auto free_until = at("2026-05-01T08:00:00Z");
  const auto second = add_seats(first.state, {spring + days(1), {1}, free_until});
  const auto dearer = change_price(second.state, autumn, 237600);
  const auto removed = remove_seats(dearer.state, {autumn + days(1), {1}, free_until});
  const auto paid = post_payment(removed.state, autumn + days(2), 100);
  const auto next = begin_term(paid.state, LedgerKind::term, {year.end, at("2028-03-01T00:00:00Z")}, 120000);
  EXPECT_TRUE(follows(std::nullopt, stored(first)));
  EXPECT_TRUE(follows(first.state, stored(second, free_until)));
  EXPECT_TRUE(follows(second.state, stored(dearer)));
  EXPECT_TRUE(follows(dearer.state, stored(removed, free_until)));
  EXPECT_TRUE(follows(removed.state, stored(paid)));
  EXPECT_TRUE(follows(paid.state, stored(next)));
}

TEST(Reconcile, AQuotedAmountMayBeAMinorUnitOffAndNoMore) {
  const auto before = open_ledger(year, price);
  EXPECT_TRUE(follows(before, stored(add_quoted_seats(before, {autumn, {1}, autumn}, 54212))));
  EXPECT_FALSE(follows(before, stored(add_quoted_seats(before, {autumn, {1}, autumn}, 54200))));
}

TEST(Reconcile, AChangedNumberIsNoticedWhereverItStands) {
  const auto before = add_seats(open_ledger(year, price), {spring, {1}, spring}).state;
  const auto right = stored(add_seats(before, {autumn, {1}, autumn}));
  auto amount = right;
  amount.row.amount_minor += 2;
  auto balance = right;
  balance.row.balance_minor -= 1;
  auto exact = right;
  exact.after.exact.part += 1;
  auto posted = right;
  posted.after.posted_minor += 1;
  auto quantity = right;
  quantity.after.quantity.count += 1;
  auto outside = right;
  outside.row.at = year.end;
  for (const auto& wrong : {amount, balance, exact, posted, quantity, outside}) EXPECT_FALSE(follows(before, wrong));
  EXPECT_TRUE(follows(before, right));
}

}  // namespace
}  // namespace rolecall::billing
