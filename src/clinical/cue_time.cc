#include "clinical/cue_time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"

namespace rolecall::clinical {
namespace {

std::optional<std::int64_t> number_from(std::string_view digits, std::size_t least, std::size_t most) {
  if (digits.size() < least || digits.size() > most) return std::nullopt;
  std::int64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc{} || stop != end || digits.front() == '-') return std::nullopt;
  return number;
}

/// `align:start` of WebVTT, `X1:100` of SubRip.
bool is_setting(std::string_view word) {
  constexpr std::array<std::string_view, 10> names{"align",    "line", "position", "region", "size",
                                                   "vertical", "x1",   "x2",       "y1",     "y2"};
  const auto colon = word.find(':');
  if (colon == std::string_view::npos) return false;
  return std::ranges::find(names, fold(word.substr(0, colon)).value_or("")) != names.end();
}

bool are_settings(std::string_view words) {
  while (!words.empty()) {
    const auto end = std::min(words.find_first_of(" \t"), words.size());
    if (!is_setting(words.substr(0, end))) return false;
    words = trim(words.substr(end));
  }
  return true;
}

}  // namespace

std::optional<std::int64_t> milliseconds_from(std::string_view text) {
  const auto point = text.find_last_of(".,");
  if (point == std::string_view::npos) return std::nullopt;
  const auto fraction = number_from(text.substr(point + 1), 3, 3);
  std::string_view rest = text.substr(0, point);
  std::vector<std::int64_t> parts;
  while (true) {
    const auto colon = rest.find(':');
    const auto part = number_from(rest.substr(0, colon), 1, 4);
    if (!part) return std::nullopt;
    parts.push_back(*part);
    if (colon == std::string_view::npos) break;
    rest.remove_prefix(colon + 1);
  }
  if (!fraction || parts.size() < 2 || parts.size() > 3) return std::nullopt;
  const bool has_hours = parts.size() == 3;
  const auto minute = parts[has_hours ? 1 : 0];
  const auto second = parts.back();
  if (minute > 59 || second > 59) return std::nullopt;
  const auto hour = has_hours ? parts[0] : 0;
  return ((hour * 60 + minute) * 60 + second) * 1000 + *fraction;
}

std::optional<Timing> timing_from(std::string_view line) {
  const auto at = line.find(cue_arrow);
  if (at == std::string_view::npos) return std::nullopt;
  const auto start = milliseconds_from(trim(line.substr(0, at)));
  const std::string_view behind = trim(line.substr(at + cue_arrow.size()));
  const auto end_of_time = std::min(behind.find_first_of(" \t"), behind.size());
  const auto end = milliseconds_from(behind.substr(0, end_of_time));
  if (!start || !end || !are_settings(trim(behind.substr(end_of_time)))) return std::nullopt;
  return Timing{*start, *end};
}

}  // namespace rolecall::clinical
