#include "http/http_date.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace rolecall::http {

std::string http_date(Instant instant) {
  constexpr std::array<std::string_view, 7> days_of_week = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // 1970-01-01 first
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t seconds_of_day = 86'400;
  const std::int64_t second = instant.unix_seconds();
  const std::int64_t day = (second >= 0 ? second : second - seconds_of_day + 1) / seconds_of_day;
  const CivilTime t = to_civil(instant);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days_of_week[static_cast<std::size_t>((day % 7 + 7) % 7)], t.day,
                     months[static_cast<std::size_t>(t.month - 1)], t.year, t.hour, t.minute, t.second);
}

}  // namespace rolecall::http
