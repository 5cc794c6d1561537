// Instants in UTC milliseconds, and their RFC 3339 text. Reads no clock: see clock.h.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rolecall {

/// A length of time in milliseconds.
struct Duration {
  std::int64_t ms = 0;
  auto operator<=>(const Duration&) const = default;
};

constexpr Duration seconds(std::int64_t n) { return {n * 1000}; }
constexpr Duration minutes(std::int64_t n) { return seconds(n * 60); }
constexpr Duration hours(std::int64_t n) { return minutes(n * 60); }
constexpr Duration days(std::int64_t n) { return hours(n * 24); }

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
  [[nodiscard]] constexpr std::int64_t unix_seconds() const { return ms >= 0 ? ms / 1000 : -((-ms + 999) / 1000); }
};

constexpr Instant operator+(Instant t, Duration d) { return {t.ms + d.ms}; }
constexpr Instant operator-(Instant t, Duration d) { return {t.ms - d.ms}; }
constexpr Duration operator-(Instant a, Instant b) { return {a.ms - b.ms}; }

/// A civil date and time of day in UTC.
struct CivilTime {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0;
};

[[nodiscard]] CivilTime to_civil(Instant);
/// INVARIANT: the fields are a valid date in the years 1 to 9999.
[[nodiscard]] Instant from_civil(const CivilTime&);
[[nodiscard]] int days_in_month(int year, int month);

/// `2026-03-01T00:00:00Z`, with `.123` only when there are milliseconds.
[[nodiscard]] std::string to_rfc3339(Instant);
/// The day in UTC: `2026-03-01`.
[[nodiscard]] std::string to_date(Instant);
/// Accepts what RFC 3339 section 5.6 allows (offsets included, fractions cut to milliseconds), years 1 to 9999.
[[nodiscard]] std::optional<Instant> parse_rfc3339(std::string_view);

}  // namespace rolecall
