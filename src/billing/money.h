// Money as integer minor units (cents) of one currency. No floating point, no conversion, no rounding: see fraction.h.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace rolecall::billing {

struct Money {
  std::int64_t minor = 0;
  std::string currency;  ///< ISO 4217, three capital letters
  auto operator<=>(const Money&) const = default;
};

/// A number of seats; signed because changes are counted too.
struct Seats {
  std::int64_t count = 0;
  auto operator<=>(const Seats&) const = default;
};

/// Bounds that keep every product of this box far from overflow: price x seats x seconds < 2^127, price x seats < 2^63.
inline constexpr std::int64_t max_price_minor = 1'000'000'000;
inline constexpr std::int64_t max_seats = 1'000'000;

}  // namespace rolecall::billing
