#include "clinical/cue.h"

#include <algorithm>

#include "base/text.h"
#include "clinical/cue_text.h"
#include "clinical/cue_time.h"

namespace rolecall::clinical {
namespace {

bool has_arrow(const NumberedLine& line) { return line.text.contains(cue_arrow); }

bool is_number(std::string_view text) {
  return std::ranges::all_of(trim(text), [](char c) { return c >= '0' && c <= '9'; });
}

Result<Timing> timing_of(const NumberedLine& line) {
  const auto timing = timing_from(line.text);
  if (!timing) {
    return wrong_line(line, "expected times such as `00:01:02.500 --> 00:01:04.000`, and the words on the lines below");
  }
  if (timing->end_ms < timing->start_ms) return wrong_line(line, "the cue ends before it starts");
  return *timing;
}

/// The words below the times, joined by spaces. Times among them mean that two cues stand together.
Result<std::string> words_below(const LineBlock& block, std::size_t timing_at) {
  std::string words;
  for (std::size_t i = timing_at + 1; i < block.size(); ++i) {
    if (has_arrow(block[i])) {
      return wrong_line(block[i], "expected an empty line before the next cue; an arrow that was said is written as `--&gt;`");
    }
    if (!words.empty()) words += ' ';
    words += trim(block[i].text);
  }
  return words;
}

}  // namespace

Result<std::vector<Segment>> segments_of_cue(const LineBlock& block, CueFormat format) {
  const std::size_t timing_at = has_arrow(block.front()) ? 0 : 1;
  if (block.size() <= timing_at) {
    return wrong_line(block.front(), "expected a line with `start --> end`: an empty line stands only between cues");
  }
  const auto timing = timing_of(block[timing_at]);
  if (!timing) return std::unexpected(timing.error());
  if (timing_at == 1 && format == CueFormat::subrip && !is_number(block.front().text)) {
    return wrong_line(block.front(), "expected the number of the cue: words stand below its times");
  }
  const auto words = words_below(block, timing_at);
  if (!words) return std::unexpected(words.error());
  std::vector<Segment> segments;
  for (auto& [speaker, text] : spoken_in_cue(*words)) {
    segments.push_back({std::move(speaker), std::move(text), timing->start_ms, timing->end_ms});
  }
  return segments;
}

}  // namespace rolecall::clinical
