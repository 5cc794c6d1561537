// The price of seats for the rest of a term, exact to the second and never rounded here. Source: SPEC section 6.
#pragma once

#include "base/time.h"
#include "billing/fraction.h"
#include "billing/money.h"
#include "billing/term.h"

namespace rolecall::billing {

/// n x P x (end - t) / (end - start) minor units with t = `from` at its second, held inside the term: the full price before its
/// start, nothing from its end on. `seats` may be negative (a credit).
/// INVARIANT: |seats| <= max_seats, |price_minor| <= max_price_minor (a difference of two prices may be negative).
[[nodiscard]] Fraction prorate(Seats seats, std::int64_t price_minor, const Term& term, Instant from);

}  // namespace rolecall::billing
