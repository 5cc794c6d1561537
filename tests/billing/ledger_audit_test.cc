#include "billing/ledger_audit.h"

#include <gtest/gtest.h>

#include "billing/at.h"
#include "billing/invoice_audit.h"
#include "billing/quote.h"

namespace rolecall::billing {
namespace {

const Term next_year{at("2027-03-01T00:00:00Z"), at("2028-03-01T00:00:00Z")};

/// A ledger that is posted and read back, with a chance to damage a row in between.
class Book {
 public:
  explicit Book(LedgerEvidence evidence = {}) : evidence_(std::move(evidence)), audit_(evidence_) {}

  /// The name outlives the row: a literal.
  StoredRow row(const Posting& posting, std::string_view member = {}, std::optional<Instant> charged_from = {}) {
    StoredRow stored;
    stored.seq = audit_.row_count() + 1;
    stored.row = posting.row;
    stored.after = posting.state;
    stored.member = member;
    stored.charged_from = charged_from;
    stored.event_at = posting.row.at;
    stored.posted_at = posting.row.at;
    exact_ = to_decimal(posting.state.exact);
    stored.exact_minor = exact_;
    stored.currency = "AUD";
    state_ = posting.state;
    return stored;
  }
  void follow(const StoredRow& stored) { audit_.follow(stored); }
  void add(Instant at) { follow(row(add_seats(state_, {at, {1}, at}), "a", at)); }

  LedgerState state_ = open_ledger(year, seat_price);
  LedgerEvidence evidence_;
  LedgerAudit audit_;

 private:
  std::string exact_;
};

std::vector<RowFinding::Kind> kinds(const Book& book) {
  std::vector<RowFinding::Kind> found;
  for (const auto& finding : book.audit_.findings()) found.push_back(finding.kind);
  return found;
}

using Kinds = std::vector<RowFinding::Kind>;
using Found = RowFinding::Kind;

TEST(LedgerAudit, EveryKindOfRowFollowsFromTheOneBefore) {
  Book book;
  const auto free_until = at("2026-05-01T08:00:00Z");
  book.add(spring);
  book.follow(book.row(add_seats(book.state_, {spring + days(1), {1}, free_until}), "b", free_until));
  book.follow(book.row(change_price(book.state_, autumn, 237600)));
  book.follow(book.row(remove_seats(book.state_, {autumn + days(1), {1}, free_until}), "b"));
  book.follow(book.row(post_payment(book.state_, autumn + days(2), 100)));
  book.follow(book.row(begin_term(book.state_, LedgerKind::term, next_year, 120000)));
  EXPECT_EQ(kinds(book), Kinds{});
  EXPECT_EQ(book.audit_.charged_through(6), book.state_.balance_minor + 100);
}

TEST(LedgerAudit, AChangedNumberIsNoticedWhereverItStands) {
  const auto damaged = [](auto damage) {
    Book book;
    book.add(spring);
    auto stored = book.row(add_seats(book.state_, {autumn, {1}, autumn}), "b", autumn);
    damage(stored);
    book.follow(stored);
    return kinds(book);
  };
  EXPECT_EQ(damaged([](StoredRow&) {}), Kinds{});
  EXPECT_EQ(damaged([](StoredRow& row) { row.row.amount_minor += 1; }), Kinds{Found::does_not_follow});
  EXPECT_EQ(damaged([](StoredRow& row) { row.row.balance_minor -= 1; }), Kinds{Found::does_not_follow});
  EXPECT_EQ(damaged([](StoredRow& row) { row.row.past_minor = 5; }), Kinds{Found::does_not_follow});
  EXPECT_EQ(damaged([](StoredRow& row) { row.after.posted_minor += 1; }), Kinds{Found::does_not_follow});
  EXPECT_EQ(damaged([](StoredRow& row) { row.row.at = row.event_at = year.end; }), Kinds{Found::does_not_follow});
  EXPECT_EQ(damaged([](StoredRow& row) { row.event_at = autumn - hours(2); }), Kinds{Found::does_not_follow});
  EXPECT_EQ(damaged([](StoredRow& row) { row.charged_from = autumn + days(1); }), Kinds{Found::does_not_follow});
  EXPECT_EQ(damaged([](StoredRow& row) { row.row.pricing = Pricing::quoted, row.row.amount_minor += 1; }),
            Kinds{Found::does_not_follow});
  EXPECT_EQ(damaged([](StoredRow& row) { row.row.quantity.count += 1; }), Kinds{Found::column});
  EXPECT_EQ(damaged([](StoredRow& row) { row.exact_minor = "1.00"; }), Kinds{Found::column});
  EXPECT_EQ(damaged([](StoredRow& row) { row.currency = "EUR"; }), Kinds{Found::currency});
}

TEST(LedgerAudit, AQuotedAmountIsWhatTheQuotesInstantWouldHavePostedHoweverFarTheRoundingHasGone) {
  Book book;
  book.add(spring);
  const QuoteBasis basis{"pro", Interval::year, "AUD", std::nullopt};
  const auto quote = make_quote(book.state_, basis, {1}, autumn);
  for (int use = 0; use < 9; ++use) {
    auto stored = book.row(add_quoted_seats(book.state_, {quote.at, {1}, quote.at}, quote.amount.minor), "b", quote.at);
    stored.event_at = quote.at + minutes(use);
    stored.posted_at = stored.event_at;
    book.follow(stored);
  }
  EXPECT_EQ(kinds(book), Kinds{});
  EXPECT_NE(round_half_up(book.state_.exact), book.state_.posted_minor);
}

TEST(LedgerAudit, TheRowsOfAQuoteOfSeveralSeatsAreRoundedButTheLast) {
  Book book;
  book.add(spring);
  const QuoteBasis basis{"pro", Interval::year, "AUD", std::nullopt};
  const auto quote = make_quote(book.state_, basis, {3}, autumn);
  std::int64_t left = quote.amount.minor;
  for (int seat = 0; seat < 3; ++seat) {
    const SeatChange change{quote.at, {1}, quote.at};
    auto stored =
        book.row(seat < 2 ? add_seats(book.state_, change) : add_quoted_seats(book.state_, change, left), "b", quote.at);
    left -= stored.row.amount_minor;
    stored.event_at = quote.at + minutes(3);
    stored.posted_at = stored.event_at;
    book.follow(stored);
  }
  EXPECT_EQ(kinds(book), Kinds{});
}

TEST(LedgerAudit, ARowOfBeforeMayBeAQuotesAndThenAMinorUnitOff) {
  for (const auto& [off, expected] : {std::pair{-1, Kinds{}}, std::pair{-2, Kinds{Found::does_not_follow}}}) {
    Book book;
    book.add(spring);
    const SeatChange change{autumn, {1}, autumn};
    const auto amount = add_seats(book.state_, change).row.amount_minor + off;
    auto stored = book.row(add_quoted_seats(book.state_, change, amount), "b", autumn);
    stored.posted_at.reset();
    stored.row.pricing = Pricing::rounded;
    book.follow(stored);
    EXPECT_EQ(kinds(book), expected);
  }
}

LedgerEvidence evidence() {
  return {{{year.start, "pro", Interval::year, year.start, KeptNext{"free", Interval::month, year.end}}},
          {{"pro", Interval::year, seat_price, year.start - days(1)}, {"free", Interval::month, 0, year.start - days(1)}}};
}

TEST(LedgerAudit, TermsAndPricesAreThoseOfTheSubscription) {
  Book book(evidence());
  book.add(spring);
  const Term month{year.end, at("2027-04-01T00:00:00Z")};
  book.follow(book.row(begin_term(book.state_, LedgerKind::term, month, 0)));
  EXPECT_EQ(kinds(book), Kinds{});
}

TEST(LedgerAudit, ATermThatAChangeOfIntervalBeginsStandsAtTheSecondOfTheChange) {
  const Instant change = autumn + Duration{313};
  auto kept = evidence();
  kept.subscriptions.push_back({change, "pro", Interval::month, autumn, {}});
  Book book(kept);
  book.add(spring);
  auto stored = book.row(begin_term(book.state_, LedgerKind::plan, term_at(autumn, Interval::month, change), 9900));
  stored.posted_at = change;
  book.follow(stored);
  EXPECT_EQ(kinds(book), Kinds{});
}

TEST(LedgerAudit, AnotherTermOrPriceIsNamed) {
  Book book(evidence());
  book.add(spring);
  book.follow(book.row(begin_term(book.state_, LedgerKind::term, next_year, seat_price)));
  EXPECT_EQ(kinds(book), (Kinds{Found::term, Found::price})) << "it went on, although the month of the free plan waited";
}

TEST(LedgerAudit, APriceCountsAnHourLongerAndAnHourEarlierBecauseServersChangeOneAfterTheOther) {
  const std::vector<KeptPrice> kept{{"pro", Interval::year, 100, spring}, {"pro", Interval::year, 200, autumn}};
  const PastSubscription pro{"pro", Interval::year, spring};
  EXPECT_TRUE(is_known_price(kept, pro, 100, autumn + minutes(59)));
  EXPECT_FALSE(is_known_price(kept, pro, 100, autumn + minutes(60)));
  EXPECT_TRUE(is_known_price(kept, pro, 200, autumn - minutes(60)));
  EXPECT_FALSE(is_known_price(kept, pro, 200, autumn - minutes(61)));
  EXPECT_TRUE(is_known_price(kept, pro, 300, spring - days(1))) << "nothing is known of then";
  EXPECT_TRUE(is_known_price(kept, {"other", Interval::year, spring}, 300, autumn));
}

TEST(LedgerAudit, ASeatOfPastTermsIsSettledAtThePricesOfThen) {
  Book book;
  book.add(spring);
  book.follow(book.row(change_price(book.state_, autumn, 237600)));
  book.follow(book.row(begin_term(book.state_, LedgerKind::term, next_year, 120000)));
  const Instant from = at("2026-06-01T00:00:00Z");
  const SeatRepair missing{"b", from, from, 1};
  const auto posting = book.audit_.repair(book.state_, missing);
  auto stored = book.row(posting, "b", from);
  stored.event_at = from;
  stored.posted_at = next_year.start + days(3);
  book.follow(stored);
  EXPECT_EQ(kinds(book), Kinds{});
  auto in_time = add_seats(open_ledger(year, seat_price), {from, {1}, from});
  in_time = change_price(in_time.state, autumn, 237600);
  in_time = begin_term(in_time.state, LedgerKind::term, next_year, 120000);
  EXPECT_NEAR(static_cast<double>(posting.row.amount_minor), static_cast<double>(in_time.state.balance_minor), 1.0);
}

TEST(LedgerAudit, ASeatThatIsBookedAfterAChangeOfThePriceCostsWhatItWouldHave) {
  Book book;
  book.add(spring);
  const Instant from = at("2026-06-01T00:00:00Z");
  book.follow(book.row(change_price(book.state_, autumn, 237600)));
  const auto posting = book.audit_.repair(book.state_, {"b", from, from, 1});
  auto in_time = add_seats(open_ledger(year, seat_price), {spring, {1}, spring});
  in_time = add_seats(in_time.state, {from, {1}, from});
  in_time = change_price(in_time.state, autumn, 237600);
  EXPECT_EQ(posting.state.exact, in_time.state.exact);
  EXPECT_EQ(posting.state.balance_minor, in_time.state.balance_minor);
}

TEST(InvoiceAudit, NumbersRowsAndTotalsAreCompared) {
  Book book;
  book.add(spring);
  book.add(autumn);
  const auto first = book.audit_.charged_through(1);
  const auto second = book.audit_.charged_through(2) - first;
  const auto found = [&](const std::vector<StoredInvoice>& invoices, const InvoicedUpTo& kept) {
    return check_invoices(invoices, kept, book.audit_);
  };
  EXPECT_TRUE(found({}, {}).empty());
  EXPECT_TRUE(found({{1, 0, 1, first}, {2, 1, 2, second}}, {2, 2}).empty());
  EXPECT_EQ(found({{1, 0, 1, first}, {3, 1, 2, second}}, {3, 2}), std::vector<std::string>{"invoice 2 is missing"});
  EXPECT_EQ(found({{1, 0, 1, first}, {2, 0, 2, first + second}}, {2, 2}),
            std::vector<std::string>{"the rows of invoice 2 do not follow those of the one before"});
  EXPECT_EQ(found({{1, 0, 1, first + 1}}, {1, 1}), std::vector<std::string>{"the total of invoice 1 is not the sum of its rows"});
  EXPECT_EQ(found({{1, 0, 1, first}}, {2, 1}), std::vector<std::string>{"invoice 1 is the last one, and 2 is kept as the last"});
  EXPECT_FALSE(found({{1, 0, 9, first}}, {1, 9}).empty()) << "rows that are not there";
}

TEST(InvoiceAudit, EachCreditIsUsedOnceAndPaymentsAreWhatWasOwed) {
  using enum StoredInvoice::Paid;
  Book book;
  book.add(spring);
  book.follow(book.row(remove_seats(book.state_, {autumn, {1}, spring}), "a", spring));
  book.add(autumn);
  const auto total = book.audit_.charged_through(1);
  const auto credit = total - book.audit_.charged_through(2);
  const auto next = book.audit_.charged_through(3) - total;
  book.follow(book.row(post_payment(book.state_, autumn, total - credit)));
  const auto found = [&](std::int64_t credited, std::int64_t shown, StoredInvoice::Paid paid) {
    return check_invoices({{1, 0, 1, total, credited, 0, paid}, {2, 1, 3, next + credit, 0, shown, no}}, {2, 3}, book.audit_);
  };
  EXPECT_TRUE(found(credit, credit, yes).empty());
  EXPECT_EQ(found(credit, 0, yes), std::vector<std::string>{"the total of invoice 2 is not the sum of its rows"});
  EXPECT_EQ(found(total + 1, credit, no).front(), "the credits that were used for invoice 1 are not a part of its total");
  EXPECT_EQ(found(-1, credit, no).front(), "the credits that were used for invoice 1 are not a part of its total");
  EXPECT_EQ(found(0, credit, yes).size(), 1U) << "more was owed than was paid";
  EXPECT_EQ(found(credit, credit, no).size(), 1U) << "something was paid for no invoice";
}

}  // namespace
}  // namespace rolecall::billing
