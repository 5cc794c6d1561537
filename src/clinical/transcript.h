// A transcript as text comes in: typed, uploaded as .txt, .vtt, .srt or JSON, or sent by an engine (SPEC section 5). Parses and
// checks; stores nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rolecall::clinical {

struct Segment {
  std::string speaker;  // may be empty
  std::string text;
  std::optional<std::int64_t> start_ms;
  std::optional<std::int64_t> end_ms;  // not before start_ms
  bool operator==(const Segment&) const = default;
};

inline constexpr std::size_t most_segments = 20'000;
inline constexpr std::size_t longest_segment = 20'000;  // code points
inline constexpr std::size_t longest_speaker = 100;     // code points
/// Bytes of speakers and texts together. As JSON with its times it stays below the 10 MB that a body may have, so that what can
/// be read can be written again.
inline constexpr std::size_t largest_transcript = 4'000'000;

enum class TranscriptFormat { plain, vtt, srt, json };

/// By media type (`text/plain`, `text/vtt`, `application/x-subrip`, `application/json`), parameters ignored.
[[nodiscard]] std::optional<TranscriptFormat> format_of(std::string_view media_type);

/// The segments of a whole file, in its order. A leading byte order mark and any line ends are fine. In plain text each line that
/// is not blank is a segment, `Name: words` with a short name gives the speaker. SubRip and WebVTT: each voice of a cue is a
/// segment (cue_text.h); the header of WebVTT and its NOTE, STYLE and REGION blocks are left out. JSON: an array of segments or
/// {"segments":[…]}. No other word is left out: a file that is read has all of them, and any other is refused.
/// Errors: malformed (`transcript_unreadable`) for bytes that are not UTF-8; invalid with a pointer `/line/N` (text formats) or
/// into the JSON, for what cannot be a cue, and where most_segments or largest_transcript is passed: it is read no further;
/// invalid at `` when there are no segments.
[[nodiscard]] Result<std::vector<Segment>> parse_transcript(TranscriptFormat format, std::string_view bytes);

/// One segment from outside: NFC, trimmed, without control characters. Error: invalid at `<pointer>/text`, `/speaker`,
/// `/start_ms` or `/end_ms`.
[[nodiscard]] Result<Segment> check_segment(Segment segment, const std::string& pointer);

/// "Speaker: text" lines: the transcript as plain text, for {{transcript}} and documents.
[[nodiscard]] std::string as_plain_text(const std::vector<Segment>& segments);

}  // namespace rolecall::clinical
