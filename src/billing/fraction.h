// Exact amounts of minor units as a mixed number, whole + part/of, with one denominator per term. Rounds only where asked.
//
// Stored as two 64-bit integers, `whole` and `part`; `of` is the length of the term in seconds, which the row's term gives.
// Every amount of a term is seat-seconds x price / length, so that the denominators are equal and nothing is ever reduced.
#pragma once

#include <cstdint>
#include <string>

namespace rolecall::billing {

__extension__ using Wide = __int128;

/// The value whole + part/of. INVARIANT: of > 0 and 0 <= part < of, for negative values too (-1/4 is -1 + 3/4).
struct Fraction {
  std::int64_t whole = 0;
  std::int64_t part = 0;
  std::int64_t of = 1;
  bool operator==(const Fraction&) const = default;
};

/// The exact value numerator/of. INVARIANT: of > 0 and the whole part fits into 64 bits.
[[nodiscard]] Fraction fraction(Wide numerator, std::int64_t of);

/// INVARIANT: both have the same `of`.
[[nodiscard]] Fraction operator+(const Fraction& a, const Fraction& b);

/// The nearest integer, a half goes up (towards plus infinity): 2.5 -> 3, -2.5 -> -2. Source: SPEC section 6.
[[nodiscard]] std::int64_t round_half_up(const Fraction& value);

/// With two decimals, half up, for people to read: `54212.67`, `-0.25`.
[[nodiscard]] std::string to_decimal(const Fraction& value);

}  // namespace rolecall::billing
