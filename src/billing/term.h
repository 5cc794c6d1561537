// Terms: the months or years for which seats are paid, anchored on the second in which the subscription began.
// UTC throughout; reads no clock. Source: SPEC section 6.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace rolecall::billing {

enum class Interval { month, year };

/// `month` or `year`, the words of the API and of the plans file.
[[nodiscard]] std::string_view to_string(Interval interval);
[[nodiscard]] std::optional<Interval> parse_interval(std::string_view text);

/// Money counts whole seconds: the milliseconds of an instant are cut off.
[[nodiscard]] Instant at_second(Instant t);

/// [start, end), both at whole seconds, start < end.
struct Term {
  Instant start;
  Instant end;
  bool operator==(const Term&) const = default;
  [[nodiscard]] bool contains(Instant t) const { return start <= t && t < end; }
  [[nodiscard]] std::int64_t length_seconds() const { return (end.ms - start.ms) / 1000; }
};

/// The term of the series that contains `now`. Its day is the anchor's day of the month, clamped to shorter months
/// (31 Jan -> 28/29 Feb -> 31 Mar; 29 Feb -> 28 Feb in common years); its time of day is the anchor's.
/// `now` may lie before the anchor: the series runs both ways.
[[nodiscard]] Term term_at(Instant anchor, Interval interval, Instant now);

}  // namespace rolecall::billing
