#include "billing/ledger.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "billing/proration.h"

namespace rolecall::billing {
namespace {

constexpr std::array<std::pair<LedgerKind, std::string_view>, 5> kind_names = {{{LedgerKind::seat_added, "seat_added"},
                                                                                {LedgerKind::seat_removed, "seat_removed"},
                                                                                {LedgerKind::term, "term"},
                                                                                {LedgerKind::plan, "plan"},
                                                                                {LedgerKind::payment, "payment"}}};

void require(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

Seats plus(Seats a, Seats b) { return {a.count + b.count}; }
Seats minus(Seats a, Seats b) { return {a.count - b.count}; }

/// How many seats still cost nothing at `at`.
Seats free_seats(const LedgerState& state, Instant at) { return at < state.free_until ? state.free_quantity : Seats{}; }

/// What all seats of the state cost from `at` to the end of `term`.
Fraction rest_of_all_seats(const LedgerState& state, std::int64_t price_minor, const Term& term, Instant at) {
  const Seats free = free_seats(state, at);
  return prorate(minus(state.quantity, free), price_minor, term, at) +
         prorate(free, price_minor, term, std::max(at, state.free_until));
}

/// Books `amount` and makes the row that says so.
Posting post(LedgerState state, LedgerKind kind, Instant at, std::int64_t amount) {
  state.balance_minor += amount;
  return {state,
          {.at = at,
           .kind = kind,
           .quantity = state.quantity,
           .exact = state.exact,
           .amount_minor = amount,
           .balance_minor = state.balance_minor}};
}

/// Books what the exact total of the term says is not posted yet.
Posting post_rounded(LedgerState state, LedgerKind kind, Instant at) {
  const std::int64_t total = round_half_up(state.exact);
  const std::int64_t amount = total - state.posted_minor;
  state.posted_minor = total;
  return post(state, kind, at, amount);
}

void require_change(const LedgerState& state, const SeatChange& change) {
  require(state.term.contains(change.at), "a seat changes outside the term of the ledger");
  require(change.seats.count > 0 && change.seats.count <= max_seats, "a seat change has no sensible number of seats");
}

LedgerState with_seats_added(LedgerState state, const SeatChange& change) {
  require_change(state, change);
  state.free_quantity = free_seats(state, change.at);
  if (change.charged_from > change.at) {
    state.free_quantity = plus(state.free_quantity, change.seats);
    state.free_until = change.charged_from;
  }
  state.quantity = plus(state.quantity, change.seats);
  require(state.quantity.count <= max_seats, "a team has more seats than the ledger counts");
  state.exact = state.exact + prorate(change.seats, state.price_minor, state.term, std::max(change.at, change.charged_from)) +
                fraction(change.earlier * change.seats.count, state.exact.of);
  return state;
}

LedgerState with_seats_removed(LedgerState state, const SeatChange& change) {
  require_change(state, change);
  state.free_quantity = free_seats(state, change.at);
  // A removal may be booked late (an invitation that expired while the server was down), when its trial is already over and the
  // state counts no free seats any more; hence the clamp.
  if (change.charged_from > change.at) state.free_quantity = std::max(minus(state.free_quantity, change.seats), Seats{});
  state.quantity = minus(state.quantity, change.seats);
  require(state.quantity.count >= 0, "more seats are removed than there are");
  state.free_quantity = std::min(state.free_quantity, state.quantity);
  const Seats fewer{-change.seats.count};
  state.exact = state.exact + prorate(fewer, state.price_minor, state.term, std::max(change.at, change.charged_from)) +
                fraction(change.earlier * fewer.count, state.exact.of);
  return state;
}

}  // namespace

std::string_view to_string(LedgerKind kind) {
  return std::ranges::find(kind_names, kind, &std::pair<LedgerKind, std::string_view>::first)->second;
}

std::optional<LedgerKind> parse_ledger_kind(std::string_view text) {
  const auto* found = std::ranges::find(kind_names, text, &std::pair<LedgerKind, std::string_view>::second);
  if (found == kind_names.end()) return std::nullopt;
  return found->first;
}

LedgerState open_ledger(const Term& term, std::int64_t price_minor) {
  LedgerState state;
  state.term = term;
  state.price_minor = price_minor;
  state.exact = fraction(0, term.length_seconds());
  return state;
}

Posting add_seats(const LedgerState& state, const SeatChange& change) {
  return post_rounded(with_seats_added(state, change), LedgerKind::seat_added, change.at);
}

Posting remove_seats(const LedgerState& state, const SeatChange& change) {
  return post_rounded(with_seats_removed(state, change), LedgerKind::seat_removed, change.at);
}

Posting add_quoted_seats(const LedgerState& state, const SeatChange& change, std::int64_t amount_minor) {
  LedgerState next = with_seats_added(state, change);
  next.posted_minor += amount_minor;
  Posting posting = post(next, LedgerKind::seat_added, change.at, amount_minor);
  posting.row.pricing = Pricing::quoted;
  return posting;
}

Posting change_price(const LedgerState& state, Instant at, std::int64_t price_minor) {
  require(state.term.contains(at), "a price changes outside the term of the ledger");
  // Nothing is to be settled. What a quote's rounding left is evened out by the next charge, not by an invoice over a minor unit.
  if (price_minor == state.price_minor) return post(state, LedgerKind::plan, at, 0);
  LedgerState next = state;
  next.exact = state.exact + rest_of_all_seats(state, price_minor - state.price_minor, state.term, at);
  next.price_minor = price_minor;
  return post_rounded(next, LedgerKind::plan, at);
}

Posting begin_term(const LedgerState& state, LedgerKind kind, const Term& next, std::int64_t price_minor) {
  require(state.term.start <= next.start && next.start <= state.term.end, "a term does not follow the one before");
  const std::int64_t evened_out = round_half_up(used_until(state, next.start)) - state.posted_minor;
  LedgerState begun = state;
  begun.term = next;
  begun.price_minor = price_minor;
  begun.free_quantity = free_seats(state, next.start);
  begun.exact = rest_of_all_seats(begun, price_minor, next, next.start);
  begun.posted_minor = round_half_up(begun.exact);
  return post(begun, kind, next.start, evened_out + begun.posted_minor);
}

Posting with_past(Posting posting, std::int64_t past_minor) {
  posting.row.past_minor = past_minor;
  posting.row.amount_minor += past_minor;
  posting.row.balance_minor += past_minor;
  posting.state.balance_minor += past_minor;
  return posting;
}

Fraction used_until(const LedgerState& state, Instant until) {
  return state.exact + rest_of_all_seats(state, -state.price_minor, state.term, until);
}

Posting post_payment(const LedgerState& state, Instant at, std::int64_t amount_minor) {
  require(amount_minor > 0, "a payment is not positive");
  return post(state, LedgerKind::payment, at, -amount_minor);
}

}  // namespace rolecall::billing
