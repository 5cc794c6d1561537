#include "billing/term.h"

#include <algorithm>

namespace rolecall::billing {
namespace {

std::int64_t month_number(const CivilTime& t) { return std::int64_t{t.year} * 12 + t.month - 1; }

/// The anchor moved by whole months, its day clamped to the length of the month it falls into.
Instant shift_months(const CivilTime& anchor, std::int64_t months) {
  const std::int64_t number = month_number(anchor) + months;
  CivilTime shifted = anchor;
  shifted.year = static_cast<int>(number / 12);
  shifted.month = static_cast<int>(number % 12) + 1;
  shifted.day = std::min(anchor.day, days_in_month(shifted.year, shifted.month));
  return from_civil(shifted);
}

std::int64_t floor_to(std::int64_t value, std::int64_t step) {
  const std::int64_t remainder = ((value % step) + step) % step;
  return value - remainder;
}

}  // namespace

std::string_view to_string(Interval interval) {
  switch (interval) {
    case Interval::month:
      return "month";
    case Interval::year:
      return "year";
  }
  return "";
}

std::optional<Interval> parse_interval(std::string_view text) {
  if (text == "month") return Interval::month;
  if (text == "year") return Interval::year;
  return std::nullopt;
}

Instant at_second(Instant t) { return {t.unix_seconds() * 1000}; }

Term term_at(Instant anchor, Interval interval, Instant now) {
  const CivilTime first = to_civil(at_second(anchor));
  const std::int64_t step = interval == Interval::year ? 12 : 1;
  std::int64_t months = floor_to(month_number(to_civil(now)) - month_number(first), step);
  if (shift_months(first, months) > now) months -= step;
  if (shift_months(first, months + step) <= now) months += step;
  return {shift_months(first, months), shift_months(first, months + step)};
}

}  // namespace rolecall::billing
