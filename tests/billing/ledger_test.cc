#include "billing/ledger.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "billing/at.h"

namespace rolecall::billing {
namespace {

SeatChange change(Instant when, std::int64_t seats = 1) { return {when, {seats}, when}; }

LedgerState with_one_seat() { return add_seats(open_ledger(year, seat_price), change(year.start)).state; }

TEST(Ledger, TheFirstSeatCostsTheWholeTerm) {
  const Posting posting = add_seats(open_ledger(year, seat_price), change(year.start));
  EXPECT_EQ(posting.row.kind, LedgerKind::seat_added);
  EXPECT_EQ(posting.row.amount_minor, 118800);
  EXPECT_EQ(posting.row.balance_minor, 118800);
  EXPECT_EQ(posting.row.quantity, Seats{1});
  EXPECT_EQ(to_decimal(posting.row.exact), "118800.00");
}

TEST(Ledger, ASeatInTheMiddleCostsTheRestToTheSecond) {
  const Posting posting = add_seats(with_one_seat(), change(at("2026-09-15T10:30:00Z")));
  EXPECT_EQ(posting.row.amount_minor, 54213);
  EXPECT_EQ(posting.row.balance_minor, 118800 + 54213);
}

TEST(Ledger, AddingAndRemovingInOneSecondIsNothing) {
  const LedgerState before = with_one_seat();
  const Posting added = add_seats(before, change(at("2026-09-15T10:30:00.100Z")));
  const Posting removed = remove_seats(added.state, change(at("2026-09-15T10:30:00.900Z")));
  EXPECT_EQ(added.row.amount_minor + removed.row.amount_minor, 0);
  EXPECT_EQ(removed.state, before);
}

TEST(Ledger, ARemovalCreditsTheUnusedRest) {
  const Posting posting = remove_seats(add_seats(with_one_seat(), change(year.start)).state, change(at("2026-09-15T10:30:00Z")));
  EXPECT_EQ(posting.row.kind, LedgerKind::seat_removed);
  EXPECT_EQ(posting.row.amount_minor, -54213);
  EXPECT_EQ(posting.row.quantity, Seats{1});
}

TEST(Ledger, RoundingNeverAccumulatesOverManySmallChanges) {
  // A third of a minor unit each: posted singly they would all round to nothing.
  const Term term{at("2026-03-01T00:00:00Z"), at("2026-03-01T00:00:03Z")};
  LedgerState state = open_ledger(term, 1);
  for (int i = 0; i < 3000; ++i) state = add_seats(state, change(at("2026-03-01T00:00:02Z"))).state;
  EXPECT_EQ(state.posted_minor, 1000);
}

TEST(Ledger, ANewTermChargesAllSeatsInOneRow) {
  const LedgerState two = add_seats(with_one_seat(), change(at("2026-09-15T10:30:00Z"))).state;
  const Term next{year.end, at("2028-03-01T00:00:00Z")};
  const Posting posting = begin_term(two, LedgerKind::term, next, 120000);
  EXPECT_EQ(posting.row.kind, LedgerKind::term);
  EXPECT_EQ(posting.row.at, next.start);
  EXPECT_EQ(posting.row.amount_minor, 240000);
  EXPECT_EQ(to_decimal(posting.row.exact), "240000.00") << "exact totals begin anew with the term";
  EXPECT_EQ(posting.row.balance_minor, 118800 + 54213 + 240000);
}

TEST(Ledger, AnUpgradeChargesTheDifferenceForTheRestOfTheTerm) {
  const Posting posting = change_price(with_one_seat(), at("2026-08-30T12:00:00Z"), 218800);
  EXPECT_EQ(posting.row.kind, LedgerKind::plan);
  EXPECT_EQ(posting.row.amount_minor, 50000) << "half a year of 100000";
  EXPECT_EQ(posting.state.price_minor, 218800);
}

TEST(Ledger, APriceThatStaysPostsNothingAndKeepsWhatAQuoteLeft) {
  const Instant added = at("2026-08-30T12:00:00Z");
  const LedgerState quoted = add_quoted_seats(with_one_seat(), change(added), 59401).state;
  const Posting posting = change_price(quoted, at("2026-08-30T13:00:00Z"), quoted.price_minor);
  EXPECT_EQ(posting.row.kind, LedgerKind::plan);
  EXPECT_EQ(posting.row.amount_minor, 0);
  EXPECT_EQ(posting.state, quoted);
}

TEST(Ledger, AChangeOfIntervalCreditsTheRestAndStartsItsOwnTerm) {
  const Instant middle = at("2026-08-30T12:00:00Z");
  const Term month = term_at(middle, Interval::month, middle);
  const Posting posting = begin_term(with_one_seat(), LedgerKind::plan, month, 11900);
  EXPECT_EQ(posting.row.kind, LedgerKind::plan);
  EXPECT_EQ(posting.row.amount_minor, -59400 + 11900);
  EXPECT_EQ(posting.state.term, month);
  EXPECT_EQ(posting.state.posted_minor, 11900);
}

TEST(Ledger, APaymentLowersTheBalanceAndNothingElse) {
  const Posting posting = post_payment(with_one_seat(), at("2026-03-02T00:00:00Z"), 100000);
  EXPECT_EQ(posting.row.kind, LedgerKind::payment);
  EXPECT_EQ(posting.row.amount_minor, -100000);
  EXPECT_EQ(posting.row.balance_minor, 18800);
  EXPECT_EQ(posting.state.exact, with_one_seat().exact);
}

TEST(LedgerTrial, SeatsAddedDuringATrialCostNothingUntilItsEndAndTheRestFromThere) {
  const Instant added = at("2026-03-10T00:00:00Z"), ends = at("2026-09-15T10:30:00Z");
  const Posting posting = add_seats(with_one_seat(), {added, {1}, ends});
  EXPECT_EQ(posting.row.amount_minor, 54213);
  const Posting removed = remove_seats(posting.state, {at("2026-04-01T00:00:00Z"), {1}, ends});
  EXPECT_EQ(removed.row.amount_minor, -54213) << "added and removed within the trial costs nothing";
  EXPECT_EQ(removed.state.free_quantity, Seats{0});
}

TEST(LedgerTrial, SeatsPaidBeforeItRunOn) {
  const Instant ends = at("2026-04-30T00:00:00Z");
  const LedgerState state = add_seats(with_one_seat(), {at("2026-04-01T00:00:00Z"), {1}, ends}).state;
  EXPECT_EQ(remove_seats(state, change(at("2026-04-15T00:00:00Z"))).row.amount_minor, -104153)
      << "320 of 365 days of the paid one";
}

TEST(LedgerTrial, ATermThatBeginsInsideItChargesItsSeatsFromTheEndOfTheTrialOnly) {
  const Term month{at("2026-03-01T00:00:00Z"), at("2026-04-01T00:00:00Z")};
  const LedgerState paid = add_seats(open_ledger(month, 3000), change(month.start)).state;
  const LedgerState both = add_seats(paid, {at("2026-03-20T00:00:00Z"), {1}, at("2026-04-16T00:00:00Z")}).state;
  EXPECT_EQ(both.posted_minor, 3000);
  const Posting april = begin_term(both, LedgerKind::term, {month.end, at("2026-05-01T00:00:00Z")}, 3000);
  EXPECT_EQ(april.row.amount_minor, 3000 + 1500);
  const Posting may = begin_term(april.state, LedgerKind::term, {at("2026-05-01T00:00:00Z"), at("2026-06-01T00:00:00Z")}, 3000);
  EXPECT_EQ(may.row.amount_minor, 6000);
  EXPECT_EQ(may.state.free_quantity, Seats{0});
}

TEST(LedgerTrial, AnUpgradeDuringItChargesTrialSeatsFromItsEnd) {
  const Instant ends = at("2026-08-30T12:00:00Z");
  const LedgerState state = add_seats(open_ledger(year, seat_price), {year.start, {1}, ends}).state;
  EXPECT_EQ(state.posted_minor, 59400);
  EXPECT_EQ(change_price(state, at("2026-03-05T00:00:00Z"), seat_price + 100000).row.amount_minor, 50000);
}

TEST(LedgerTrial, ARemovalBookedLateIsCreditedFromItsInstant) {
  const Instant ends = at("2026-04-30T00:00:00Z");
  LedgerState state = add_seats(with_one_seat(), {at("2026-04-01T00:00:00Z"), {1}, ends}).state;
  const LedgerState without = with_one_seat();
  state = add_seats(state, change(at("2026-05-05T00:00:00Z"))).state;
  state = remove_seats(state, {at("2026-04-20T00:00:00Z"), {1}, ends}).state;
  EXPECT_EQ(state.exact, add_seats(without, change(at("2026-05-05T00:00:00Z"))).state.exact);
}

TEST(LedgerQuoted, PostsWhatWasShownAndEvensOutAtTheNextPosting) {
  const Term term{at("2026-03-01T00:00:00Z"), at("2026-03-01T00:00:10Z")};
  const Instant when = at("2026-03-01T00:00:05Z");  // a seat costs 1.5 from here
  const LedgerState open = open_ledger(term, 3);
  const Posting first = add_quoted_seats(open, change(when), 2);
  const Posting second = add_quoted_seats(first.state, change(when), 2);
  EXPECT_EQ(first.row.amount_minor, 2);
  EXPECT_EQ(second.row.amount_minor, 2) << "both administrators get what they saw";
  const Posting third = add_seats(second.state, change(when));
  EXPECT_EQ(third.row.amount_minor, 1) << "4.5 rounded is 5, and 4 are posted";
}

TEST(LedgerQuoted, WhatIsLeftAtTheEndOfATermIsEvenedOutByTheNextOne) {
  const Term term{at("2026-03-01T00:00:00Z"), at("2026-03-01T00:00:10Z")};
  const Instant when = at("2026-03-01T00:00:05Z");
  const LedgerState state =
      add_quoted_seats(add_quoted_seats(open_ledger(term, 3), change(when), 2).state, change(when), 2).state;
  const Posting next = begin_term(state, LedgerKind::term, {term.end, at("2026-03-01T00:00:20Z")}, 3);
  EXPECT_EQ(next.row.amount_minor, 6 - 1);
  EXPECT_EQ(next.row.balance_minor, 3 + 6);
}

TEST(Ledger, WhatBreaksItsInvariantIsAFault) {
  const LedgerState state = with_one_seat();
  EXPECT_THROW((void)add_seats(state, change(year.end)), std::logic_error);
  EXPECT_THROW((void)add_seats(state, change({year.start.ms - 1})), std::logic_error);
  EXPECT_THROW((void)add_seats(state, change(year.start, 0)), std::logic_error);
  EXPECT_THROW((void)add_seats(state, change(year.start, max_seats)), std::logic_error);
  EXPECT_THROW((void)remove_seats(state, change(year.start, 2)), std::logic_error);
  EXPECT_THROW((void)change_price(state, year.end, 1), std::logic_error);
  EXPECT_THROW((void)begin_term(state, LedgerKind::term, {at("2027-03-02T00:00:00Z"), at("2028-03-02T00:00:00Z")}, 1),
               std::logic_error);
  EXPECT_THROW((void)post_payment(state, year.start, 0), std::logic_error);
}

TEST(Ledger, AStateSurvivesItsTextExactly) {
  LedgerState state = add_seats(with_one_seat(), {at("2026-09-15T10:30:00Z"), {3}, at("2026-10-15T10:30:00Z")}).state;
  state = post_payment(state, at("2026-09-15T10:31:00Z"), 999999).state;
  EXPECT_EQ(decode_state(encode_state(state)), state);
}

TEST(Ledger, TextThatIsNoStateIsRefused) {
  const std::string good = encode_state(with_one_seat());
  for (const std::string& text :
       {std::string(), good + " ", good + " 1", " " + good, "2" + good.substr(1), good.substr(2), std::string("x")})
    EXPECT_FALSE(decode_state(text)) << text;
  EXPECT_FALSE(decode_state("1 20 10 1 1 0 0 0 0 0 0")) << "a term that ends before it begins";
  EXPECT_FALSE(decode_state("1 10 20 1 1 0 0 0 10 0 0")) << "a rest as large as its whole";
  EXPECT_FALSE(decode_state("1 10 20 1 1 2 0 0 0 0 0")) << "more free seats than seats";
}

TEST(Ledger, KindsHaveTheWordsOfTheApi) {
  for (const LedgerKind kind :
       {LedgerKind::seat_added, LedgerKind::seat_removed, LedgerKind::term, LedgerKind::plan, LedgerKind::payment})
    EXPECT_EQ(parse_ledger_kind(to_string(kind)), kind);
  EXPECT_EQ(to_string(LedgerKind::seat_removed), "seat_removed");
  EXPECT_FALSE(parse_ledger_kind("refund"));
}

}  // namespace
}  // namespace rolecall::billing
