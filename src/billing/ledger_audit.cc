#include "billing/ledger_audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "billing/quote.h"

namespace rolecall::billing {
namespace {

bool is_seat(LedgerKind kind) { return kind == LedgerKind::seat_added || kind == LedgerKind::seat_removed; }

bool is_equal(const Posting& right, const StoredRow& stored) {
  return right.state == stored.after && right.row.amount_minor == stored.row.amount_minor &&
         right.row.balance_minor == stored.row.balance_minor && right.row.past_minor == stored.row.past_minor;
}

/// What is not known of a row of before: a quote of then may have been a minor unit off, the rows beside it not.
bool is_near(std::int64_t amount_minor, const Posting& rounded) { return std::abs(rounded.row.amount_minor - amount_minor) <= 1; }

/// When the subscription changed: terms begin at whole seconds, a change of plan within one.
Instant changed_at(const StoredRow& stored) {
  if (stored.row.kind != LedgerKind::plan) return stored.row.at;
  return stored.posted_at.value_or(at_second(stored.row.at) + Duration{999});
}

/// What a quote of both kinds of seats says, the second of which may be none.
std::int64_t amount_quoted(const LedgerState& state, const SeatChange& change, const SeatChange& others) {
  const Posting posting = add_seats(state, change);
  if (others.seats.count == 0) return posting.row.amount_minor;
  return posting.row.amount_minor + add_seats(posting.state, others).row.amount_minor;
}

/// A seat counts from its event, or from the beginning of the term that ran already; one of a quote from the quote's instant.
bool counts_from_its_event(const LedgerState& before, const StoredRow& stored) {
  if (!is_seat(stored.row.kind) || !stored.posted_at) return true;
  const Instant right = std::max(stored.event_at, before.term.start);
  if (stored.row.kind == LedgerKind::seat_removed) return stored.row.at == right;
  return stored.row.at - quote_lifetime <= right && right <= stored.row.at + quote_lifetime;
}

}  // namespace

std::string describe(const RowFinding& finding) {
  switch (finding.kind) {
    case RowFinding::Kind::does_not_follow:
      return fmt::format("row {} of the ledger does not follow from the one before", finding.seq);
    case RowFinding::Kind::column:
      return fmt::format("a column of row {} of the ledger says something else than its state", finding.seq);
    case RowFinding::Kind::term:
      return fmt::format("the term of row {} of the ledger is not that of the subscription", finding.seq);
    case RowFinding::Kind::price:
      return fmt::format("the price in row {} of the ledger is not that of the plan", finding.seq);
    case RowFinding::Kind::currency:
      return fmt::format("row {} of the ledger changes the currency within a term", finding.seq);
  }
  return {};
}

void LedgerAudit::follow(const StoredRow& stored) {
  last_posted_at_ = std::max(last_posted_at_, stored.posted_at);
  note_seat(stored);
  check_columns(stored);
  check_evidence(stored);
  const LedgerState before = before_ ? *before_ : open_ledger(stored.after.term, stored.after.price_minor);
  if (!follows(before, stored)) find(stored, RowFinding::Kind::does_not_follow);
  past_.follow(before, stored.after, stored.row.at);
  note_state(stored);
}

void LedgerAudit::note_seat(const StoredRow& stored) {
  seat_charged_from_ = stored.charged_from.value_or(stored.row.at);
  if (!is_seat(stored.row.kind)) return;
  const bool is_added = stored.row.kind == LedgerKind::seat_added;
  std::string member(stored.member);
  if (is_added) {
    charged_from_[member] = seat_charged_from_;
  } else if (const auto seat = charged_from_.find(member); !stored.charged_from && seat != charged_from_.end()) {
    seat_charged_from_ = seat->second;
  }
  events_.push_back({std::move(member), stored.event_at, stored.row.at, seat_charged_from_, is_added ? 1 : -1,
                     stored.posted_at ? SeatEvent::Age::kept : SeatEvent::Age::before});
}

void LedgerAudit::check_columns(const StoredRow& stored) {
  const bool is_right = stored.row.quantity == stored.after.quantity && stored.exact_minor == to_decimal(stored.after.exact);
  if (!is_right) find(stored, RowFinding::Kind::column);
  const bool may_change = !before_ || stored.row.kind == LedgerKind::term || stored.row.kind == LedgerKind::plan;
  if (stored.currency != currency_ && !may_change) find(stored, RowFinding::Kind::currency);
  currency_ = stored.currency;
}

void LedgerAudit::check_evidence(const StoredRow& stored) {
  const bool begins = !before_ || before_->term != stored.after.term;
  if (!begins && before_->price_minor == stored.after.price_minor) return;
  const bool is_by_the_clock = before_ && stored.row.kind == LedgerKind::term;
  const auto subscription = subscription_at(evidence_.subscriptions, before_ ? changed_at(stored) : stored.row.at,
                                            is_by_the_clock ? SameInstant::before : SameInstant::included);
  if (!subscription) return;
  if (begins && stored.after.term != term_at(subscription->term_anchor, subscription->interval, stored.after.term.start)) {
    find(stored, RowFinding::Kind::term);
  }
  const Instant priced_at = stored.posted_at.value_or(stored.row.at);
  if (!is_known_price(evidence_.prices, *subscription, stored.after.price_minor, priced_at)) {
    find(stored, RowFinding::Kind::price);
  }
}

bool LedgerAudit::follows(const LedgerState& before, const StoredRow& stored) {
  try {
    return counts_from_its_event(before, stored) && is_equal(posting_of(before, stored), stored);
  } catch (const std::logic_error&) {
    return false;  // an event that the state before it does not allow
  }
}

Posting LedgerAudit::posting_of(const LedgerState& before, const StoredRow& stored) {
  const LedgerState& after = stored.after;
  switch (stored.row.kind) {
    case LedgerKind::seat_added:
    case LedgerKind::seat_removed:
      return seat_posting(before, stored);
    case LedgerKind::plan:
      if (before.term == after.term) return change_price(before, stored.row.at, after.price_minor);
      return begin_term(before, LedgerKind::plan, after.term, after.price_minor);
    case LedgerKind::term:
      return begin_term(before, LedgerKind::term, after.term, after.price_minor);
    case LedgerKind::payment:
      return post_payment(before, stored.row.at, -stored.row.amount_minor);
  }
  throw std::logic_error("a row of a ledger has no kind");
}

Posting LedgerAudit::seat_posting(const LedgerState& before, const StoredRow& stored) {
  const std::int64_t seats = std::abs(stored.after.quantity.count - before.quantity.count);
  const Instant counted_from = std::max(stored.row.at, seat_charged_from_);
  const SeatChange change{stored.row.at, {seats}, seat_charged_from_, past_.earlier(before, counted_from)};
  if (stored.row.pricing == Pricing::quoted) {
    if (!is_an_amount_quoted(stored, change)) throw std::logic_error("no quote can have said this amount");
    return add_quoted_seats(before, change, stored.row.amount_minor);
  }
  const bool is_added = stored.row.kind == LedgerKind::seat_added;
  const Posting posting = is_added ? add_seats(before, change) : remove_seats(before, change);
  if (!stored.posted_at && is_added && is_near(stored.row.amount_minor, posting)) {
    return add_quoted_seats(before, change, stored.row.amount_minor);
  }
  if (stored.event_at >= before.term.start) return posting;
  return with_past(posting, past_.settle(std::max(stored.event_at, seat_charged_from_), is_added ? 1 : -1));
}

/// A quote is the posting that its instant would have made. Of the states that stood then, or came since (a server's clock may be
/// behind), one must give its amount. A quote of several seats has a row for each: the last one brings the sum to its amount.
bool LedgerAudit::is_an_amount_quoted(const StoredRow& stored, SeatChange change) const {
  std::int64_t amount = stored.row.amount_minor;
  SeatChange others = change;  // of the quote, which a trial treats otherwise
  others.seats = {};
  for (auto row = quote_rows_.rbegin();; ++row) {
    const bool is_said = std::ranges::any_of(
        quote_bases_, [&](const QuoteBase& base) { return amount_quoted(base.state, change, others) == amount; });
    if (is_said) return true;
    if (row == quote_rows_.rend() || row->posted_at != stored.posted_at || row->at != stored.row.at) return false;
    amount += row->amount_minor;
    if (row->charged_from == change.charged_from) {
      ++change.seats.count;
    } else {
      others.charged_from = row->charged_from;
      ++others.seats.count;
    }
  }
}

void LedgerAudit::note_state(const StoredRow& stored) {
  const bool is_payment = stored.row.kind == LedgerKind::payment;
  charged_.push_back(charged_.back() + (is_payment ? 0 : stored.row.amount_minor));
  if (is_payment) paid_minor_ -= stored.row.amount_minor;
  const Instant posted_at = stored.posted_at.value_or(stored.row.at);
  const bool is_another_price =
      before_ && (before_->term != stored.after.term || before_->price_minor != stored.after.price_minor);
  if (!before_) quote_bases_.push_back({posted_at, open_ledger(stored.after.term, stored.after.price_minor)});
  if (is_another_price) quote_bases_.clear();
  quote_bases_.push_back({posted_at, stored.after});
  // Of those that are older than any quote that still holds, the last one was in force when it was made.
  const auto too_old = [&](const QuoteBase& base) { return base.posted_at + quote_lifetime < at_second(posted_at); };
  const auto first = std::ranges::find_if_not(quote_bases_, too_old);
  if (first - quote_bases_.begin() > 1) quote_bases_.erase(quote_bases_.begin(), std::prev(first));
  if (stored.row.kind == LedgerKind::seat_added) note_quote_row(stored);
  before_ = stored.after;
}

void LedgerAudit::note_quote_row(const StoredRow& stored) {
  const bool is_another =
      !quote_rows_.empty() && (quote_rows_.back().posted_at != stored.posted_at || quote_rows_.back().at != stored.row.at);
  if (is_another || stored.row.pricing == Pricing::quoted) quote_rows_.clear();
  if (stored.row.pricing == Pricing::rounded) {
    quote_rows_.push_back({stored.posted_at, stored.row.at, seat_charged_from_, stored.row.amount_minor});
  }
}

Posting LedgerAudit::repair(const LedgerState& state, const SeatRepair& repair) {
  const Instant at = std::max(repair.at, state.term.start);
  const SeatChange change{at, {1}, repair.charged_from, past_.earlier(state, std::max(at, repair.charged_from))};
  const Posting posting = repair.seats > 0 ? add_seats(state, change) : remove_seats(state, change);
  if (repair.at >= state.term.start) return posting;
  return with_past(posting, PastPrices(past_).settle(std::max(repair.at, repair.charged_from), repair.seats));
}

}  // namespace rolecall::billing
