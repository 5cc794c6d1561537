#include "clinical/transcript.h"

#include <algorithm>
#include <boost/describe.hpp>
#include <charconv>

#include "base/json_read.h"
#include "base/text.h"
#include "clinical/cue_text.h"
#include "clinical/transcript_lines.h"

namespace rolecall::clinical {

BOOST_DESCRIBE_STRUCT(Segment, (), (speaker, text, start_ms, end_ms))

namespace {

struct SentSegment {
  std::optional<std::string> speaker;
  std::string text;
  std::optional<std::int64_t> start_ms;
  std::optional<std::int64_t> end_ms;
};
BOOST_DESCRIBE_STRUCT(SentSegment, (), (speaker, text, start_ms, end_ms))

std::optional<std::int64_t> number_from(std::string_view digits, std::size_t least, std::size_t most) {
  if (digits.size() < least || digits.size() > most) return std::nullopt;
  std::int64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc{} || stop != end || digits.front() == '-') return std::nullopt;
  return number;
}

/// `HH:MM:SS.mmm` or `MM:SS.mmm`; SubRip writes a comma.
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

struct Timing {
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 0;
};

/// `start --> end`, and settings behind that say nothing about the words.
std::optional<Timing> timing_from(std::string_view line) {
  constexpr std::string_view arrow = "-->";
  const auto at = line.find(arrow);
  if (at == std::string_view::npos) return std::nullopt;
  const auto start = milliseconds_from(trim(line.substr(0, at)));
  std::string_view behind = trim(line.substr(at + arrow.size()));
  behind = behind.substr(0, behind.find_first_of(" \t"));
  const auto end = milliseconds_from(behind);
  if (!start || !end) return std::nullopt;
  return Timing{*start, *end};
}

/// The words of a cue, joined by spaces.
std::string joined(const LineBlock& block, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < block.size(); ++i) {
    if (!text.empty()) text += ' ';
    text += trim(block[i].text);
  }
  return text;
}

Result<Segment> cue_from(const LineBlock& block) {
  const std::size_t timing_at = block[0].text.find("-->") != std::string_view::npos ? 0 : 1;
  if (block.size() <= timing_at) return wrong_line(block[0], "expected a line with `start --> end`");
  const auto timing = timing_from(block[timing_at].text);
  if (!timing) return wrong_line(block[timing_at], "expected times such as `00:01:02.500 --> 00:01:04.000`");
  if (timing->end_ms < timing->start_ms) return wrong_line(block[timing_at], "the cue ends before it starts");
  auto spoken = spoken_in_cue(joined(block, timing_at + 1));
  return Segment{std::move(spoken.speaker), std::move(spoken.text), timing->start_ms, timing->end_ms};
}

/// Takes checked segments in, until there are more than one transcript holds: so a file that is too long is read no further.
class Collected {
 public:
  Result<Done> add(Segment raw, const std::string& pointer) {
    if (segments_.size() == most_segments) return invalid_field(pointer, "expected at most 20,000 segments");
    auto segment = check_segment(std::move(raw), pointer);
    if (!segment) return std::unexpected(segment.error());
    bytes_ += segment->speaker.size() + segment->text.size();
    if (bytes_ > largest_transcript) return invalid_field(pointer, "expected at most 4 MB of text up to here");
    segments_.push_back(std::move(*segment));
    return Done{};
  }
  std::vector<Segment> take() && { return std::move(segments_); }

 private:
  std::vector<Segment> segments_;
  std::size_t bytes_ = 0;
};

std::string pointer_to(const NumberedLine& line) { return "/line/" + std::to_string(line.number); }

Result<std::vector<Segment>> from_cues(LineReader lines) {
  Collected segments;
  auto block = next_block(lines);
  for (; block && !block->empty(); block = next_block(lines)) {
    auto cue = cue_from(*block);
    if (!cue) return std::unexpected(cue.error());
    if (trim(cue->text).empty()) continue;
    const auto added = segments.add(std::move(*cue), pointer_to(block->front()));
    if (!added) return std::unexpected(added.error());
  }
  if (!block) return std::unexpected(block.error());
  return std::move(segments).take();
}

Result<std::vector<Segment>> from_vtt(LineReader lines) {
  const auto header = next_block(lines);
  if (!header) return std::unexpected(header.error());
  if (header->empty() || !header->front().text.starts_with("WEBVTT")) {
    return invalid_field("/line/1", "expected `WEBVTT` on the first line");
  }
  return from_cues(lines);
}

Result<std::vector<Segment>> from_plain(LineReader lines) {
  Collected segments;
  while (const auto line = lines.next()) {
    if (trim(line->text).empty()) continue;
    auto spoken = spoken_in_line(line->text);
    const auto added = segments.add({std::move(spoken.speaker), std::move(spoken.text), {}, {}}, pointer_to(*line));
    if (!added) return std::unexpected(added.error());
  }
  return std::move(segments).take();
}

Result<std::vector<Segment>> from_json(std::string_view text) {
  const auto document = json::parse(text);
  if (!document) return std::unexpected(document.error());
  const json::Value root = document->root();
  const auto inside = root.is_object() ? root.find("segments") : std::optional(root);
  if (!inside || !inside->is_array()) return invalid_field("", "expected an array of segments, or {\"segments\": […]}");
  if (inside->size() > most_segments) {
    return invalid_field("/" + std::to_string(most_segments), "expected at most 20,000 segments");
  }
  auto sent = json::read<std::vector<SentSegment>>(*inside, json::Unknown::ignore);
  if (!sent) return std::unexpected(sent.error());
  Collected segments;
  for (std::size_t i = 0; i < sent->size(); ++i) {
    auto& one = (*sent)[i];
    const auto added =
        segments.add({one.speaker.value_or(""), std::move(one.text), one.start_ms, one.end_ms}, "/" + std::to_string(i));
    if (!added) return std::unexpected(added.error());
  }
  return std::move(segments).take();
}

Result<std::vector<Segment>> parse(TranscriptFormat format, std::string_view text) {
  switch (format) {
    case TranscriptFormat::plain:
      return from_plain(LineReader(text));
    case TranscriptFormat::vtt:
      return from_vtt(LineReader(text));
    case TranscriptFormat::srt:
      return from_cues(LineReader(text));
    case TranscriptFormat::json:
      return from_json(text);
  }
  return from_plain(LineReader(text));
}

}  // namespace

std::optional<TranscriptFormat> format_of(std::string_view media_type) {
  const auto type = trim(media_type.substr(0, media_type.find(';')));
  if (type == "text/plain") return TranscriptFormat::plain;
  if (type == "text/vtt") return TranscriptFormat::vtt;
  if (type == "application/x-subrip") return TranscriptFormat::srt;
  if (type == "application/json") return TranscriptFormat::json;
  return std::nullopt;
}

Result<std::vector<Segment>> parse_transcript(TranscriptFormat format, std::string_view bytes) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  if (!is_valid_utf8(bytes)) return fail(Code::malformed, "transcript_unreadable", "expected text in UTF-8");
  auto segments = parse(format, bytes);
  if (!segments) return segments;
  if (segments->empty()) return invalid_field("", "expected at least one segment");
  return segments;
}

Result<Segment> check_segment(Segment segment, const std::string& pointer) {
  if (segment.text.size() > longest_block) return invalid_field(pointer + "/text", "expected 1 to 20,000 characters");
  auto text = nfc(without_control_characters(segment.text));
  if (!text || trim(*text).empty() || length_in_code_points(*text) > longest_segment) {
    return invalid_field(pointer + "/text", "expected 1 to 20,000 characters");
  }
  auto speaker = nfc(without_control_characters(segment.speaker));
  if (!speaker || length_in_code_points(*speaker) > longest_speaker) {
    return invalid_field(pointer + "/speaker", "expected at most 100 characters");
  }
  if (segment.start_ms.value_or(0) < 0) return invalid_field(pointer + "/start_ms", "expected milliseconds from 0 on");
  if (segment.end_ms && *segment.end_ms < segment.start_ms.value_or(0)) {
    return invalid_field(pointer + "/end_ms", "expected milliseconds not before `start_ms`");
  }
  return Segment{std::string(trim(*speaker)), std::string(trim(*text)), segment.start_ms, segment.end_ms};
}

std::string as_plain_text(const std::vector<Segment>& segments) {
  std::string text;
  for (const Segment& segment : segments) {
    if (!segment.speaker.empty()) text += segment.speaker + ": ";
    text += segment.text + "\n";
  }
  return text;
}

}  // namespace rolecall::clinical
