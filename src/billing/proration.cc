#include "billing/proration.h"

#include <algorithm>
#include <stdexcept>

namespace rolecall::billing {

Fraction prorate(Seats seats, std::int64_t price_minor, const Term& term, Instant from) {
  if (seats.count > max_seats || seats.count < -max_seats || price_minor > max_price_minor || price_minor < -max_price_minor)
    throw std::logic_error("a number of seats or a price is beyond its bound");
  const Instant inside = std::clamp(at_second(from), term.start, term.end);
  const std::int64_t rest = (term.end.ms - inside.ms) / 1000;
  return fraction(Wide{seats.count} * price_minor * rest, term.length_seconds());
}

}  // namespace rolecall::billing
