// The times of cues, as SubRip and WebVTT write them. Knows no words.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rolecall::clinical {

/// `HH:MM:SS.mmm` or `MM:SS.mmm`; SubRip writes a comma.
[[nodiscard]] std::optional<std::int64_t> milliseconds_from(std::string_view text);

struct Timing {
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 0;
};

inline constexpr std::string_view cue_arrow = "-->";

/// `start --> end`, and behind it nothing but the settings of the two formats, such as `align:start`: a word there would be lost.
[[nodiscard]] std::optional<Timing> timing_from(std::string_view line);

}  // namespace rolecall::clinical
