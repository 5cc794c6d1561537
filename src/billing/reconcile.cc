#include "billing/reconcile.h"

#include <cstdlib>
#include <stdexcept>

#include "billing/quote.h"

namespace rolecall::billing {
namespace {

bool begins_alike(const SeatSpan& history, const SeatSpan& ledger) {
  return ledger.begin <= history.begin && history.begin - ledger.begin <= quote_lifetime;
}

void compare_one(const SeatSpan& history, const SeatSpan& ledger, std::vector<SeatDifference>& found) {
  using enum SeatDifference::Kind;
  if (!begins_alike(history, ledger)) found.push_back({begin, history, ledger});
  if (history.end != ledger.end) found.push_back({end, history, ledger});
}

Posting seat_posting(const LedgerState& before, const StoredRow& stored) {
  const std::int64_t seats = stored.after.quantity.count - before.quantity.count;
  const SeatChange change{stored.row.at, {std::abs(seats)}, stored.charged_from};
  if (stored.row.kind == LedgerKind::seat_removed) return remove_seats(before, change);
  const Posting rounded = add_seats(before, change);
  if (std::abs(rounded.row.amount_minor - stored.row.amount_minor) > 1) return rounded;
  return add_quoted_seats(before, change, stored.row.amount_minor);
}

Posting posting_of(const LedgerState& before, const StoredRow& stored) {
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

}  // namespace

std::vector<SeatDifference> compare_seats(const std::vector<SeatSpan>& history, const std::vector<SeatSpan>& ledger) {
  using enum SeatDifference::Kind;
  std::vector<SeatDifference> found;
  auto counted = ledger.begin();
  for (const SeatSpan& span : history) {
    while (counted != ledger.end() && counted->member < span.member) found.push_back({surplus, {}, *counted++});
    if (counted == ledger.end() || counted->member != span.member) {
      found.push_back({missing, span, {}});
    } else {
      compare_one(span, *counted++, found);
    }
  }
  while (counted != ledger.end()) found.push_back({surplus, {}, *counted++});
  return found;
}

bool follows(const std::optional<LedgerState>& before, const StoredRow& stored) {
  try {
    const Posting right = posting_of(before.value_or(open_ledger(stored.after.term, stored.after.price_minor)), stored);
    return right.state == stored.after && right.row.amount_minor == stored.row.amount_minor &&
           right.row.balance_minor == stored.row.balance_minor && right.row.quantity == stored.row.quantity;
  } catch (const std::logic_error&) {
    return false;  // an event that the state before it does not allow
  }
}

}  // namespace rolecall::billing
