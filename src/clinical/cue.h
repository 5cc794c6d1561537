// A cue of SubRip or WebVTT as segments: its times, and what each of its voices says. What cannot be read without losing a word
// is refused with its line.
#pragma once

#include <vector>

#include "clinical/transcript.h"
#include "clinical/transcript_lines.h"

namespace rolecall::clinical {

enum class CueFormat { subrip, webvtt };

/// One for each voice, none when nothing is said. The line before the times is a number (SubRip) or any identifier (WebVTT).
/// Error: invalid at its `/line/N`.
[[nodiscard]] Result<std::vector<Segment>> segments_of_cue(const LineBlock& block, CueFormat format);

}  // namespace rolecall::clinical
