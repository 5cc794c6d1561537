#include "billing/reconcile.h"

#include <gtest/gtest.h>

#include "billing/at.h"

namespace rolecall::billing {
namespace {

const Instant summer = at("2026-07-01T08:00:00Z");

using Differs = SeatDifference::Kind;

SeatEvent begins(const std::string& member, Instant at) { return {member, at, at, at, 1}; }
SeatEvent ends(const std::string& member, Instant at) { return {member, at, at, at, -1}; }

std::vector<SeatDifference> differences(const std::vector<SeatSpan>& history, const std::vector<SeatEvent>& ledger,
                                        const std::optional<Trial>& trial = std::nullopt) {
  return compare_seats(history, ledger, trial).differences;
}

/// The ledger with its repairs posted.
std::vector<SeatEvent> repaired(std::vector<SeatEvent> ledger, const std::vector<SeatRepair>& repairs) {
  for (const auto& repair : repairs) ledger.push_back({repair.member, repair.at, repair.at, repair.charged_from, repair.seats});
  return ledger;
}

TEST(Reconcile, WhoPaidBeforeATrialIsKnownByHisAddressToo) {
  const Trial trial{at("2026-06-01T00:00:00.500Z"), at("2026-07-01T00:00:00.500Z")};
  const Instant in_trial = at("2026-06-10T00:00:00Z");
  std::vector<SeatSpan> history{{"a", spring, in_trial}, {"b", in_trial, std::nullopt}};
  const std::vector<SeatEvent> ledger{begins("a", spring), ends("a", in_trial), begins("b", in_trial)};
  EXPECT_EQ(differences(history, ledger, trial).at(0).kind, Differs::charged) << "somebody else";
  for (SeatSpan& span : history) span.address = "hash";
  EXPECT_TRUE(differences(history, ledger, trial).empty());
  history.front().end = spring + days(1);
  EXPECT_EQ(differences(history, {begins("a", spring), ends("a", spring + days(1)), begins("b", in_trial)}, trial).at(0).kind,
            Differs::charged)
      << "he had no seat when the trial began";
}

TEST(Reconcile, EqualSeatsHaveNoDifference) {
  EXPECT_TRUE(differences({{"a", spring, summer}, {"a", autumn, std::nullopt}, {"b", spring, std::nullopt}},
                          {begins("b", spring), begins("a", spring), ends("a", summer), begins("a", autumn)})
                  .empty());
}

TEST(Reconcile, NamesASeatThatIsNotCountedAndOneThatIsCountedForNobody) {
  const auto found = differences({{"a", spring, std::nullopt}, {"c", spring, std::nullopt}},
                                 {begins("b", spring), begins("c", spring), begins("d", spring), ends("d", autumn)});
  EXPECT_EQ(found, (std::vector<SeatDifference>{{Differs::missing, "a", spring, std::nullopt},
                                                {Differs::surplus, "b", spring, std::nullopt},
                                                {Differs::surplus, "d", spring, autumn}}));
}

TEST(Reconcile, NamesTheTimeByWhichASeatIsTooLongOrTooShort) {
  const std::vector<SeatSpan> history{{"a", summer, autumn}};
  EXPECT_EQ(differences(history, {begins("a", spring), ends("a", autumn)}).at(0),
            (SeatDifference{Differs::surplus, "a", spring, summer}));
  EXPECT_EQ(differences(history, {begins("a", summer)}).at(0), (SeatDifference{Differs::surplus, "a", autumn, std::nullopt}));
  EXPECT_EQ(differences({{"a", spring, std::nullopt}}, {begins("a", summer)}).at(0),
            (SeatDifference{Differs::missing, "a", spring, summer}));
}

TEST(Reconcile, TheRepairsLeaveNoDifferenceWhateverItWas) {
  const std::vector<SeatSpan> history{{"a", spring, summer}, {"a", autumn, std::nullopt}, {"b", spring, autumn}};
  const std::vector<std::vector<SeatEvent>> ledgers{
      {},
      {begins("a", summer)},
      {begins("a", spring), ends("a", autumn), begins("c", spring), begins("d", spring), ends("d", summer)},
      {begins("b", spring), begins("b", summer), ends("b", autumn), ends("a", spring)},
  };
  for (const auto& ledger : ledgers) {
    const auto comparison = compare_seats(history, ledger, std::nullopt);
    EXPECT_FALSE(comparison.differences.empty());
    EXPECT_TRUE(differences(history, repaired(ledger, comparison.repairs)).empty());
  }
}

TEST(Reconcile, TheLastRepairOfAMemberSaysWhetherHeHasASeat) {
  const auto longer = compare_seats({{"a", spring, std::nullopt}}, {begins("a", summer)}, std::nullopt).repairs;
  ASSERT_EQ(longer.size(), 2U);
  EXPECT_EQ(longer.back(), (SeatRepair{"a", spring, spring, 1}));
  const auto past = compare_seats({{"a", spring, summer}}, {}, std::nullopt).repairs;
  ASSERT_EQ(past.size(), 2U);
  EXPECT_EQ(past.back(), (SeatRepair{"a", summer, summer, -1}));
}

TEST(Reconcile, ADueEndMayBeWrittenOrNot) {
  const std::vector<SeatSpan> history{{"a", spring, summer, SeatSpan::End::due}};
  EXPECT_TRUE(differences(history, {begins("a", spring)}).empty());
  EXPECT_TRUE(differences(history, {begins("a", spring), ends("a", summer)}).empty());
  EXPECT_FALSE(differences(history, {begins("a", spring), ends("a", autumn)}).empty());
}

const Trial june_trial{at("2026-06-01T00:00:00.500Z"), at("2026-07-01T00:00:00.500Z")};
const Instant trial_end = at("2026-07-01T00:00:00Z");
const Instant in_trial = at("2026-06-10T00:00:00Z");

TEST(Reconcile, ASeatIsFreeInsideATrialOnly) {
  const auto free = [](Instant at) { return SeatEvent{"a", at, at, trial_end, 1}; };
  EXPECT_TRUE(differences({{"a", in_trial, std::nullopt}}, {free(in_trial)}, june_trial).empty());
  EXPECT_EQ(differences({{"a", spring, std::nullopt}}, {free(spring)}, june_trial),
            (std::vector<SeatDifference>{{Differs::uncharged, "a", spring, trial_end}}));
  EXPECT_EQ(differences({{"a", in_trial, std::nullopt}}, {begins("a", in_trial)}, june_trial),
            (std::vector<SeatDifference>{{Differs::charged, "a", in_trial, trial_end}}));
}

TEST(Reconcile, AWrongChargeIsRepairedByTakingTheSeatBackAndCountingItAgain) {
  const std::vector<SeatEvent> ledger{{"a", spring, spring, trial_end, 1}};
  const auto repairs = compare_seats({{"a", spring, std::nullopt}}, ledger, june_trial).repairs;
  EXPECT_EQ(repairs, (std::vector<SeatRepair>{{"a", spring, trial_end, -1}, {"a", spring, spring, 1}}));
  EXPECT_TRUE(differences({{"a", spring, std::nullopt}}, repaired(ledger, repairs), june_trial).empty());
}

TEST(Reconcile, WhoHadAPaidSeatWhenTheTrialBeganGoesOnPayingWhenHeComesBackInIt) {
  const std::vector<SeatSpan> history{{"a", spring, in_trial}, {"a", in_trial + days(1), std::nullopt}};
  const std::vector<SeatEvent> paid{begins("a", spring), ends("a", in_trial), begins("a", in_trial + days(1))};
  EXPECT_TRUE(differences(history, paid, june_trial).empty());
  auto free = paid;
  free.back().charged_from = trial_end;
  EXPECT_EQ(differences(history, free, june_trial).at(0).kind, Differs::uncharged);
  free.back().age = SeatEvent::Age::before;
  EXPECT_TRUE(differences(history, free, june_trial).empty()) << "a row of before this was the rule";
}

TEST(Reconcile, ASeatOfTheSecondInWhichATrialBeganMayHaveBegunBeforeIt) {
  const Instant same = at("2026-06-01T00:00:00.100Z");
  EXPECT_TRUE(differences({{"a", same, std::nullopt}}, {begins("a", same)}, june_trial).empty());
  EXPECT_TRUE(differences({{"a", same, std::nullopt}}, {{"a", same, same, trial_end, 1}}, june_trial).empty());
}

TEST(Reconcile, ASeatOfAQuoteIsChargedFromTheQuoteOn) {
  const Instant quoted = spring - minutes(40);
  EXPECT_TRUE(
      differences({{"a", spring, autumn}}, {{"a", spring, quoted, quoted, 1}, {"a", autumn, autumn, quoted, -1}}).empty());
}

}  // namespace
}  // namespace rolecall::billing
