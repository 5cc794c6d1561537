#include "billing/invoice.h"

#include <gtest/gtest.h>

#include "billing/at.h"

namespace rolecall::billing {
namespace {

const Term march{at("2026-03-01T00:00:00Z"), at("2026-04-01T00:00:00Z")};

SeatChange change(std::string_view when, std::int64_t seats = 1) { return {at(when), {seats}, at(when)}; }

std::string explained(const std::optional<LedgerState>& before, const Posting& posting) {
  return explain_amount({posting.row, before, posting.state}, "AUD");
}

TEST(Invoice, AnAnnualAdditionAsksForOneAfterTheTenMinutesInWhichOthersMayFollow) {
  const auto added = add_seats(open_ledger(year, seat_price), change("2026-09-15T10:30:00Z"));
  EXPECT_EQ(invoice_due(added.row, year, added.row.at), at("2026-09-15T10:40:00Z"));
}

TEST(Invoice, TheTenMinutesBeginWithThePostingAndNotWithTheQuote) {
  const auto quoted = add_seats(open_ledger(year, seat_price), change("2026-09-15T10:30:00Z"));
  EXPECT_EQ(invoice_due(quoted.row, year, at("2026-09-15T11:20:00Z")), at("2026-09-15T11:30:00Z"));
}

TEST(Invoice, AMonthlyAdditionWaitsForTheNextTerm) {
  const auto added = add_seats(open_ledger(march, 9900), change("2026-03-15T10:30:00Z"));
  EXPECT_GT(added.row.amount_minor, 0);
  EXPECT_EQ(invoice_due(added.row, march, added.row.at), std::nullopt);
  const auto next = begin_term(added.state, LedgerKind::term, {march.end, at("2026-05-01T00:00:00Z")}, 9900);
  EXPECT_EQ(invoice_due(next.row, next.state.term, march.end + days(3)), march.end);
}

TEST(Invoice, CreditsAndPaymentsAskForNone) {
  const auto added = add_seats(open_ledger(year, seat_price), change("2026-03-01T00:00:00Z"));
  const auto removed = remove_seats(added.state, change("2026-09-15T10:30:00Z"));
  EXPECT_EQ(invoice_due(removed.row, year, removed.row.at), std::nullopt);
  const auto paid = post_payment(added.state, at("2026-04-01T00:00:00Z"), 118800);
  EXPECT_EQ(invoice_due(paid.row, year, paid.row.at), std::nullopt);
}

TEST(Invoice, AnAddedSeatIsExplainedToTheSecond) {
  const auto first = add_seats(open_ledger(year, seat_price), change("2026-03-01T00:00:00Z"));
  const auto second = add_seats(first.state, change("2026-09-15T10:30:00Z"));
  EXPECT_EQ(explained(first.state, second),
            "1 seat began with 14391000 of the 31536000 seconds of the term left to pay for: 1 × 118800 × 14391000 / 31536000 = "
            "54212.67. The exact total of the term is then 173012.67, rounded 173013; 118800 of it stood in the rows before.");
  EXPECT_EQ(second.row.amount_minor, 54213);
}

TEST(Invoice, ACreditIsExplainedFromTheSameNumbers) {
  const auto first = add_seats(open_ledger(year, seat_price), change("2026-03-01T00:00:00Z"));
  const auto removed = remove_seats(first.state, change("2026-09-15T10:30:00Z"));
  EXPECT_EQ(explained(first.state, removed),
            "1 seat ended with 14391000 of the 31536000 seconds of the term left to pay for: -1 × 118800 × 14391000 / 31536000 = "
            "-54212.67. The exact total of the term is then 64587.33, rounded 64587; 118800 of it stood in the rows before.");
}

TEST(Invoice, ASeatOfATrialThatCostsNothingSaysSo) {
  const auto added = add_seats(open_ledger(year, seat_price), {at("2027-02-20T00:00:00Z"), {1}, at("2027-03-20T00:00:00Z")});
  EXPECT_EQ(explained(std::nullopt, added), "1 seat began; nothing of the term has a price from there on.");
}

TEST(Invoice, AQuotedAmountSaysWhatIsEvenedOutLater) {
  const auto added = add_quoted_seats(open_ledger(year, seat_price), change("2026-09-15T10:30:00Z"), 54210);
  EXPECT_NE(explained(std::nullopt, added)
                .find("The amount is that of the quote; the difference to the exact total of the term, 54212.67"),
            std::string::npos);
}

TEST(Invoice, ANewTermAndANewPriceAreExplained) {
  const auto first = add_seats(open_ledger(year, seat_price), change("2026-09-15T10:30:00Z", 2));
  const auto next = begin_term(first.state, LedgerKind::term, {year.end, at("2028-03-01T00:00:00Z")}, 120000);
  EXPECT_EQ(explained(first.state, next),
            "The term from 2027-03-01T00:00:00Z to 2028-03-01T00:00:00Z: 2 seats × 120000 = 240000.00.");
  const auto dearer = change_price(first.state, at("2026-09-15T10:30:00Z"), 237600);
  EXPECT_NE(explained(first.state, dearer).find("2 seats at 237600 instead of 118800 for the rest of the term: 108425.34."),
            std::string::npos)
      << explained(first.state, dearer);
}

TEST(Invoice, AYearInsteadOfAMonthExplainsTheCreditOfTheMonth) {
  const auto first = add_seats(open_ledger(march, 9900), change("2026-03-01T00:00:00Z", 2));
  const auto longer = begin_term(first.state, LedgerKind::plan, {at("2026-03-11T00:00:00Z"), at("2027-03-11T00:00:00Z")}, 118800);
  EXPECT_EQ(
      explained(first.state, longer),
      "The term from 2026-03-11T00:00:00Z to 2027-03-11T00:00:00Z: 2 seats × 118800 = 237600.00; the unused rest of the term "
      "before: -2 × 9900 × 1814400 / 2678400 = -13412.90, which leaves 6387.10 of it, rounded 6387; 19800 stood in the rows "
      "before: -13413.");
  EXPECT_EQ(longer.row.amount_minor, 237600 - 13413);
}

TEST(Invoice, ASeatThatIsSettledLateSaysWhatBelongsToTermsBefore) {
  const auto first = add_seats(open_ledger(year, seat_price), change("2026-03-01T00:00:00Z"));
  const auto late = with_past(add_seats(first.state, change("2026-09-15T10:30:00Z")), 700);
  EXPECT_TRUE(explained(first.state, late).ends_with(" 700 of the amount settles terms before this one."));
  EXPECT_EQ(late.row.amount_minor, 54913);
}

TEST(Invoice, MoneyHasTheDecimalsOfItsCurrency) {
  EXPECT_EQ(format_money(54213, "AUD"), "542.13 AUD");
  EXPECT_EQ(format_money(-5, "EUR"), "-0.05 EUR");
  EXPECT_EQ(format_money(120, "JPY"), "120 JPY");
  EXPECT_EQ(format_money(1234567, "KWD"), "1234.567 KWD");
  EXPECT_EQ(format_money(0, "USD"), "0.00 USD");
}

}  // namespace
}  // namespace rolecall::billing
