// The seat ledger of one team as arithmetic: a state, an event, the next state and its row. Stores nothing, knows no members.
//
// It is cumulative per term: posted = round_half_up(exact total of the term so far) - posted before, so that rounding never
// drifts beyond half a minor unit however many changes there are. Source: SPEC section 6.
//
// Everything in LedgerState is an integer, an instant or a short text: a row of the store carries the state after it, and a
// posting needs only the last row and the changed member. The price stands in the state because a running term keeps the price
// with which it began, whatever the plans file says meanwhile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "billing/fraction.h"
#include "billing/money.h"
#include "billing/term.h"
#include "billing/trial.h"

namespace rolecall::billing {

/// The words of the API (SPEC section 9, ledger row).
enum class LedgerKind { seat_added, seat_removed, term, plan, payment };
[[nodiscard]] std::string_view to_string(LedgerKind kind);
[[nodiscard]] std::optional<LedgerKind> parse_ledger_kind(std::string_view text);

struct LedgerState {
  Term term;
  std::int64_t price_minor = 0;    ///< of one seat for this term
  Seats quantity;                  ///< seats now
  Seats free_quantity;             ///< those of them that cost nothing until `free_until` (added during a trial)
  Instant free_until;              ///< end of that trial; without meaning while free_quantity is 0
  Fraction exact;                  ///< exact total of this term so far; `exact.of` is the term's length in seconds
  std::int64_t posted_minor = 0;   ///< what was posted of it
  std::int64_t balance_minor = 0;  ///< running sum of all amounts, payments included: > 0 owed, < 0 credit
  bool operator==(const LedgerState&) const = default;
};

/// The state as one short line of integers for a text column, exact and the same for equal states.
[[nodiscard]] std::string encode_state(const LedgerState& state);
/// Nothing when `text` was not written by encode_state.
[[nodiscard]] std::optional<LedgerState> decode_state(std::string_view text);

/// Whether a row has the rounded amount, or that of a quote (see add_quoted_seats).
enum class Pricing { rounded, quoted };

/// One line of the ledger. `exact` is that of the term so far (`to_decimal` makes the API's exact_minor of it).
struct LedgerRow {
  Instant at;
  LedgerKind kind = LedgerKind::seat_added;
  Seats quantity;
  Fraction exact;
  std::int64_t amount_minor = 0;
  std::int64_t balance_minor = 0;
  Pricing pricing = Pricing::rounded;
  std::int64_t past_minor = 0;  ///< the part of the amount that belongs to terms before this one (see with_past)
};

struct Posting {
  LedgerState state;
  LedgerRow row;
};

/// Seats that begin or end. `at` is the instant of the change. `charged_from` is what `charged_from(trial, at)` said when the
/// seat was added: it is remembered with the seat and handed back at its removal, so that a seat added in a trial and removed in
/// it costs nothing, and one added in the very second in which a trial began stays what it was. `earlier` is for a change that is
/// booked after the price has changed: see PastPrices::earlier.
struct SeatChange {
  Instant at;
  Seats seats;  ///< > 0
  Instant charged_from;
  Wide earlier = 0;  ///< what one seat cost more from `at` on than at the present price; parts of a minor unit, exact.of make one
};

/// The ledger of a new subscription before its first seat. No row belongs to it.
[[nodiscard]] LedgerState open_ledger(const Term& term, std::int64_t price_minor);

/// INVARIANT of every posting: `state.term.contains(at)` (post what is due in the old term, then `begin_term`, then go on); a
/// violation throws std::logic_error, as do more seats removed than there are and numbers beyond the bounds of money.h. Inside
/// the term `at` may lie before the last row: a quote's instant, an expiry that is booked late.
[[nodiscard]] Posting add_seats(const LedgerState& state, const SeatChange& change);
[[nodiscard]] Posting remove_seats(const LedgerState& state, const SeatChange& change);

/// Posts the amount of a quote instead of the rounded one; the difference is evened out at the next posting without a quote.
/// `change.at` is the quote's instant.
[[nodiscard]] Posting add_quoted_seats(const LedgerState& state, const SeatChange& change, std::int64_t amount_minor);

/// A plan with another price for the rest of the running term (same interval): charges or credits the difference.
[[nodiscard]] Posting change_price(const LedgerState& state, Instant at, std::int64_t price_minor);

/// The next term, `kind` term, or a term of another interval that replaces the running one, `kind` plan: the unused rest of the
/// old one is credited, its rounding evened out, and all seats are charged for `next`. The row is dated `next.start`. INVARIANT:
/// state.term.start <= next.start <= state.term.end.
[[nodiscard]] Posting begin_term(const LedgerState& state, LedgerKind kind, const Term& next, std::int64_t price_minor);

/// The same posting with an amount beside it that settles terms before this one; the state's term knows nothing of it.
[[nodiscard]] Posting with_past(Posting posting, std::int64_t past_minor);

/// What the seats of the running term have used of it at `until`, when the rest is taken back.
[[nodiscard]] Fraction used_until(const LedgerState& state, Instant until);

/// Money that came in: lowers the balance and nothing else. INVARIANT: amount_minor > 0.
[[nodiscard]] Posting post_payment(const LedgerState& state, Instant at, std::int64_t amount_minor);

}  // namespace rolecall::billing
