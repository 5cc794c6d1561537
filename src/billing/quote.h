// The price shown before Save, and whether it still holds when Save comes. Source: SPEC section 6.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "billing/ledger.h"
#include "billing/plan.h"

namespace rolecall::billing {

inline constexpr Duration quote_lifetime = hours(1);

/// What a price depends on beside the seats themselves.
struct QuoteBasis {
  std::string plan;
  Interval interval = Interval::year;
  std::string currency;
  std::optional<Trial> trial;  ///< of this team, running, past or to come
};

/// How a trial treats a seat: who paid before it began goes on paying (docs/decisions/0011), any other is free in it.
enum class TrialSeat { by_rule, paid_before };

struct Quote {
  Seats seats;
  Money amount;
  Term term;
  Instant at;               ///< from here the seats count; a whole second
  Instant expires_at;       ///< one hour later
  std::string fingerprint;  ///< short text to store with the quote: plan, interval, price, term and trial it was made with
  Seats paid_before;        ///< of the seats
};

/// The amount that `add_seats` would post at `now`; `paid_before` of the seats pay through a trial. INVARIANT:
/// state.term.contains(now), seats > 0, and not less than paid_before.
[[nodiscard]] Quote make_quote(const LedgerState& state, const QuoteBasis& basis, Seats seats, Instant now,
                               Seats paid_before = {});

/// Whether adding `seats` at `now` may post this quote's amount. Code `conflict`, name `quote_stale`: expired, made for
/// another number of seats, or plan, interval, price, term or trial changed since.
[[nodiscard]] Result<Done> check_quote(const Quote& quote, const LedgerState& state, const QuoteBasis& basis, Seats seats,
                                       Instant now);

/// What of a quote's seats is posted already.
struct QuoteTaken {
  Seats seats;
  std::int64_t amount_minor = 0;
  Seats paid_before;  ///< of the seats
};

/// Whether such a seat is among those of the quote that are not posted yet.
[[nodiscard]] bool has_seat_left(const Quote& quote, const QuoteTaken& taken, TrialSeat seat);

/// From when such a seat of the quote costs something.
[[nodiscard]] Instant charged_from(const Quote& quote, const QuoteBasis& basis, TrialSeat seat);

/// Posts one seat of the quote from the quote's instant. The last one brings the sum to the quote's amount; each before it is
/// rounded like any other, so that the rows of all are what they would be without a quote as long as nothing came in between.
/// INVARIANT: check_quote said yes, and has_seat_left.
[[nodiscard]] Posting post_quoted_seat(const LedgerState& state, const QuoteBasis& basis, const Quote& quote,
                                       const QuoteTaken& taken = {}, TrialSeat seat = TrialSeat::by_rule);

}  // namespace rolecall::billing
