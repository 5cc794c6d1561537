#include "billing/fraction.h"

#include <stdexcept>

namespace rolecall::billing {
namespace {

std::int64_t narrow(Wide value) {
  if (value > INT64_MAX || value < INT64_MIN) throw std::logic_error("an amount does not fit into 64 bits");
  return static_cast<std::int64_t>(value);
}

/// Quotient towards minus infinity. INVARIANT: divisor > 0.
Wide floor_divide(Wide value, Wide divisor) {
  const Wide quotient = value / divisor;
  return value % divisor < 0 ? quotient - 1 : quotient;
}

}  // namespace

Fraction fraction(Wide numerator, std::int64_t of) {
  const Wide whole = floor_divide(numerator, of);
  return {narrow(whole), static_cast<std::int64_t>(numerator - whole * of), of};
}

Fraction operator+(const Fraction& a, const Fraction& b) {
  if (a.of != b.of) throw std::logic_error("amounts of two terms were added");
  const Fraction parts = fraction(Wide{a.part} + b.part, a.of);
  return {narrow(Wide{a.whole} + b.whole + parts.whole), parts.part, a.of};
}

std::int64_t round_half_up(const Fraction& value) {
  return narrow(Wide{value.whole} + (Wide{value.part} * 2 >= value.of ? 1 : 0));
}

std::string to_decimal(const Fraction& value) {
  const Wide hundredths = Wide{value.whole} * 100 + floor_divide(Wide{value.part} * 200 + value.of, Wide{value.of} * 2);
  const std::int64_t positive = narrow(hundredths < 0 ? -hundredths : hundredths);
  const std::int64_t digits = positive % 100;
  std::string text = hundredths < 0 ? "-" : "";  // by hand: a reconciler says a million of them
  text += std::to_string(positive / 100);
  text += '.';
  text += static_cast<char>('0' + digits / 10);
  text += static_cast<char>('0' + digits % 10);
  return text;
}

}  // namespace rolecall::billing
