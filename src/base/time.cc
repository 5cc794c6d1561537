#include "base/time.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace rolecall {
namespace {

/// Reads exactly `count` digits at the front and removes them; -1 when there are none.
int take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take_char(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// Milliseconds of a fraction like `.12345`; -1 when malformed, 0 when absent.
int take_fraction(std::string_view& text) {
  if (!take_char(text, ".")) return 0;
  int value = 0, digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 3) value = value * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0) return -1;
  for (; digits < 3; ++digits) value *= 10;
  return value;
}

std::optional<Duration> take_offset(std::string_view& text) {
  if (take_char(text, "Zz")) return Duration{};
  const bool east = !text.empty() && text.front() == '+';
  if (!take_char(text, "+-")) return std::nullopt;
  const int hour = take_digits(text, 2);
  if (hour < 0 || hour > 23 || !take_char(text, ":")) return std::nullopt;
  const int minute = take_digits(text, 2);
  if (minute < 0 || minute > 59) return std::nullopt;
  const Duration offset = minutes(hour * 60 + minute);
  return east ? offset : Duration{-offset.ms};
}

bool is_valid(const CivilTime& t) {
  return t.year >= 1 && t.month >= 1 && t.month <= 12 && t.day >= 1 && t.day <= days_in_month(t.year, t.month) && t.hour >= 0 &&
         t.hour <= 23 && t.minute >= 0 && t.minute <= 59 && t.second >= 0 && t.second <= 59;
}

}  // namespace

int days_in_month(int year, int month) {
  const std::chrono::year_month_day_last last{std::chrono::year{year},
                                              std::chrono::month_day_last{std::chrono::month{static_cast<unsigned>(month)}}};
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

CivilTime to_civil(Instant t) {
  const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds{t.ms}};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss<std::chrono::milliseconds> clock{time - day};
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          static_cast<int>(clock.hours().count()),
          static_cast<int>(clock.minutes().count()),
          static_cast<int>(clock.seconds().count()),
          static_cast<int>(clock.subseconds().count())};
}

Instant from_civil(const CivilTime& t) {
  const std::chrono::sys_days day{std::chrono::year{t.year} / std::chrono::month{static_cast<unsigned>(t.month)} /
                                  std::chrono::day{static_cast<unsigned>(t.day)}};
  const auto since_midnight = std::chrono::hours{t.hour} + std::chrono::minutes{t.minute} + std::chrono::seconds{t.second} +
                              std::chrono::milliseconds{t.millisecond};
  return {std::chrono::duration_cast<std::chrono::milliseconds>(day.time_since_epoch() + since_midnight).count()};
}

std::string to_rfc3339(Instant instant) {
  const CivilTime t = to_civil(instant);
  std::array<char, 40> text{};
  int length = std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", t.year, t.month, t.day, t.hour, t.minute,
                             t.second);
  std::string out(text.data(), static_cast<std::size_t>(length));
  if (t.millisecond != 0) {
    length = std::snprintf(text.data(), text.size(), ".%03d", t.millisecond);
    out.append(text.data(), static_cast<std::size_t>(length));
  }
  out += 'Z';
  return out;
}

std::string to_date(Instant instant) { return to_rfc3339(instant).substr(0, 10); }

std::optional<Instant> parse_rfc3339(std::string_view text) {
  CivilTime t;
  t.year = take_digits(text, 4);
  if (!take_char(text, "-")) return std::nullopt;
  t.month = take_digits(text, 2);
  if (!take_char(text, "-")) return std::nullopt;
  t.day = take_digits(text, 2);
  if (!take_char(text, "Tt ")) return std::nullopt;
  t.hour = take_digits(text, 2);
  if (!take_char(text, ":")) return std::nullopt;
  t.minute = take_digits(text, 2);
  if (!take_char(text, ":")) return std::nullopt;
  t.second = take_digits(text, 2);
  t.millisecond = take_fraction(text);
  const auto offset = take_offset(text);
  if (!offset || !text.empty() || t.millisecond < 0 || !is_valid(t)) return std::nullopt;
  return Instant{from_civil(t).ms - offset->ms};
}

}  // namespace rolecall
