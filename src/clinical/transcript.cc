#include "clinical/transcript.h"

#include <algorithm>
#include <boost/describe.hpp>
#include <charconv>

#include "base/json_read.h"
#include "base/text.h"

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

/// A line of the file and its number, from 1.
struct Line {
  std::string_view text;
  std::size_t number = 0;
};

std::unexpected<Error> wrong_line(const Line& line, std::string detail) {
  return invalid_field("/line/" + std::to_string(line.number), std::move(detail));
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::size_t number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({line, ++number});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

using Block = std::vector<Line>;

/// Runs of lines between blank ones.
std::vector<Block> blocks_of(const std::vector<Line>& lines) {
  std::vector<Block> blocks;
  bool is_open = false;
  for (const Line& line : lines) {
    if (trim(line.text).empty()) {
      is_open = false;
      continue;
    }
    if (!is_open) blocks.emplace_back();
    is_open = true;
    blocks.back().push_back(line);
  }
  return blocks;
}

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

struct Spoken {
  std::string speaker;
  std::string text;
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

/// Cue text: `<v Name>` names the speaker, every other tag goes; the character references of WebVTT are read.
Spoken without_tags(std::string_view cue) {
  Spoken spoken;
  while (!cue.empty()) {
    const auto open = cue.find('<');
    spoken.text += cue.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = cue.find('>', open);
    if (close == std::string_view::npos) break;
    const std::string_view tag = cue.substr(open + 1, close - open - 1);
    const auto space = tag.find(' ');
    const bool is_voice = (tag.starts_with("v ") || tag.starts_with("v.")) && space != std::string_view::npos;
    if (is_voice && spoken.speaker.empty()) spoken.speaker = trim(tag.substr(space + 1));
    cue.remove_prefix(close + 1);
  }
  replace_all(spoken.text, "&lt;", "<");
  replace_all(spoken.text, "&gt;", ">");
  replace_all(spoken.text, "&nbsp;", " ");
  replace_all(spoken.text, "&amp;", "&");
  return spoken;
}

/// A short name before a colon; times and addresses such as `10:30` or `https:` are none.
Spoken with_speaker(std::string_view line) {
  constexpr std::size_t longest_label = 40;
  const auto colon = line.find(": ");
  const std::string_view label = trim(line.substr(0, std::min(colon, line.size())));
  const bool is_label = colon != std::string_view::npos && !label.empty() && label.size() <= longest_label &&
                        !(label.front() >= '0' && label.front() <= '9') && label.find_first_of(".!?") == std::string_view::npos;
  if (!is_label) return {"", std::string(trim(line))};
  return {std::string(label), std::string(trim(line.substr(colon + 2)))};
}

/// The words of a cue, joined by spaces.
std::string joined(const Block& block, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < block.size(); ++i) {
    if (!text.empty()) text += ' ';
    text += trim(block[i].text);
  }
  return text;
}

Result<Segment> cue_from(const Block& block) {
  const std::size_t timing_at = block[0].text.find("-->") != std::string_view::npos ? 0 : 1;
  if (block.size() <= timing_at) return wrong_line(block[0], "expected a line with `start --> end`");
  const auto timing = timing_from(block[timing_at].text);
  if (!timing) return wrong_line(block[timing_at], "expected times such as `00:01:02.500 --> 00:01:04.000`");
  if (timing->end_ms < timing->start_ms) return wrong_line(block[timing_at], "the cue ends before it starts");
  auto spoken = without_tags(joined(block, timing_at + 1));
  if (spoken.speaker.empty()) spoken = with_speaker(spoken.text);
  return Segment{std::move(spoken.speaker), std::move(spoken.text), timing->start_ms, timing->end_ms};
}

bool is_comment(const Block& block) {
  const auto first = block[0].text;
  return first.starts_with("NOTE") || first.starts_with("STYLE") || first.starts_with("REGION");
}

Result<std::vector<Segment>> from_cues(const std::vector<Block>& blocks, std::size_t first) {
  std::vector<Segment> segments;
  for (std::size_t i = first; i < blocks.size(); ++i) {
    if (is_comment(blocks[i])) continue;
    auto cue = cue_from(blocks[i]);
    if (!cue) return std::unexpected(cue.error());
    if (trim(cue->text).empty()) continue;
    auto segment = check_segment(std::move(*cue), "/line/" + std::to_string(blocks[i][0].number));
    if (!segment) return std::unexpected(segment.error());
    segments.push_back(std::move(*segment));
  }
  return segments;
}

Result<std::vector<Segment>> from_vtt(const std::vector<Line>& lines) {
  const auto blocks = blocks_of(lines);
  if (blocks.empty() || !blocks[0][0].text.starts_with("WEBVTT")) {
    return invalid_field("/line/1", "expected `WEBVTT` on the first line");
  }
  return from_cues(blocks, 1);
}

Result<std::vector<Segment>> from_plain(const std::vector<Line>& lines) {
  std::vector<Segment> segments;
  for (const Line& line : lines) {
    if (trim(line.text).empty()) continue;
    auto spoken = with_speaker(line.text);
    auto segment = check_segment({std::move(spoken.speaker), std::move(spoken.text), {}, {}}, "/line/" + std::to_string(line.number));
    if (!segment) return std::unexpected(segment.error());
    segments.push_back(std::move(*segment));
  }
  return segments;
}

Result<std::vector<Segment>> from_json(std::string_view text) {
  const auto document = json::parse(text);
  if (!document) return std::unexpected(document.error());
  const json::Value root = document->root();
  const auto inside = root.is_object() ? root.find("segments") : std::optional(root);
  if (!inside || !inside->is_array()) return invalid_field("", "expected an array of segments, or {\"segments\": […]}");
  auto sent = json::read<std::vector<SentSegment>>(*inside, json::Unknown::ignore);
  if (!sent) return std::unexpected(sent.error());
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < sent->size(); ++i) {
    auto& one = (*sent)[i];
    auto segment = check_segment({one.speaker.value_or(""), std::move(one.text), one.start_ms, one.end_ms}, "/" + std::to_string(i));
    if (!segment) return std::unexpected(segment.error());
    segments.push_back(std::move(*segment));
  }
  return segments;
}

Result<std::vector<Segment>> parse(TranscriptFormat format, std::string_view text) {
  switch (format) {
    case TranscriptFormat::plain:
      return from_plain(lines_of(text));
    case TranscriptFormat::vtt:
      return from_vtt(lines_of(text));
    case TranscriptFormat::srt:
      return from_cues(blocks_of(lines_of(text)), 0);
    case TranscriptFormat::json:
      return from_json(text);
  }
  return from_plain(lines_of(text));
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
  if (segments->size() > most_segments) return invalid_field("", "expected at most 20,000 segments");
  return segments;
}

Result<Segment> check_segment(Segment segment, const std::string& pointer) {
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
