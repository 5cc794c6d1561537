#include "clinical/transcript.h"

#include <algorithm>
#include <boost/describe.hpp>

#include "base/json_read.h"
#include "base/text.h"
#include "clinical/cue.h"
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

Result<std::vector<Segment>> from_cues(LineReader lines, CueFormat format) {
  Collected segments;
  while (true) {
    if (format == CueFormat::webvtt) skip_comments(lines);
    const auto block = next_block(lines);
    if (!block) return std::unexpected(block.error());
    if (block->empty()) return std::move(segments).take();
    auto cue = segments_of_cue(*block, format);
    if (!cue) return std::unexpected(cue.error());
    for (Segment& segment : *cue) {
      const auto added = segments.add(std::move(segment), pointer_to(block->front()));
      if (!added) return std::unexpected(added.error());
    }
  }
}

Result<std::vector<Segment>> from_vtt(LineReader lines) {
  const auto header = skip_header(lines);
  if (!header) return std::unexpected(header.error());
  return from_cues(lines, CueFormat::webvtt);
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
      return from_cues(LineReader(text), CueFormat::subrip);
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
