#include "clinical/transcript_lines.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "clinical/cue_time.h"

namespace rolecall::clinical {
namespace {

bool is_blank(const NumberedLine& line) { return trim(line.text).empty(); }

std::optional<NumberedLine> first_of_block(LineReader& lines) {
  auto line = lines.next();
  while (line && is_blank(*line)) line = lines.next();
  return line;
}

bool opens_comment(std::string_view line) {
  if (line == "NOTE" || line.starts_with("NOTE ") || line.starts_with("NOTE\t")) return true;
  constexpr std::array<std::string_view, 2> alone{"STYLE", "REGION"};
  return std::ranges::any_of(alone, [&](auto keyword) { return line.starts_with(keyword) && trim(line) == keyword; });
}

/// Reads the block to its end. One with an arrow is a cue, whatever it begins with.
bool read_comment(LineReader& lines) {
  auto line = first_of_block(lines);
  if (!line || !opens_comment(line->text)) return false;
  for (; line && !is_blank(*line); line = lines.next()) {
    if (line->text.contains(cue_arrow)) return false;
  }
  return true;
}

bool is_signature(std::string_view line) {
  constexpr std::string_view signature = "WEBVTT";
  return line == signature || (line.starts_with(signature) && (line[signature.size()] == ' ' || line[signature.size()] == '\t'));
}

/// `Kind: captions`, `X-TIMESTAMP-MAP=…`: one word before the sign.
bool is_metadata(std::string_view line) {
  const auto sign = line.find_first_of(":= \t");
  if (sign == std::string_view::npos || sign == 0 || line.contains(cue_arrow)) return false;
  const bool begins_with_letter = (line[0] >= 'A' && line[0] <= 'Z') || (line[0] >= 'a' && line[0] <= 'z');
  return begins_with_letter && (line[sign] == ':' || line[sign] == '=');
}

}  // namespace

std::unexpected<Error> wrong_line(const NumberedLine& line, std::string detail) {
  return invalid_field("/line/" + std::to_string(line.number), std::move(detail));
}

std::optional<NumberedLine> LineReader::next() {
  if (rest_.empty()) return std::nullopt;
  const auto end = std::min(rest_.find_first_of("\r\n"), rest_.size());
  const std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end);
  rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : std::min<std::size_t>(rest_.size(), 1));
  return NumberedLine{line, ++number_};
}

Result<LineBlock> next_block(LineReader& lines) {
  LineBlock block;
  std::size_t bytes = 0;
  for (auto line = first_of_block(lines); line && !is_blank(*line); line = lines.next()) {
    bytes += line->text.size() + 1;
    if (bytes > longest_block) return wrong_line(*line, "expected a cue of at most 20,000 characters");
    block.push_back(*line);
  }
  return block;
}

Result<Done> skip_header(LineReader& lines) {
  auto line = first_of_block(lines);
  if (!line || !is_signature(line->text)) return invalid_field("/line/1", "expected `WEBVTT` on the first line");
  for (line = lines.next(); line && !is_blank(*line); line = lines.next()) {
    if (!is_metadata(line->text)) return wrong_line(*line, "expected an empty line between the header and the first cue");
  }
  return Done{};
}

void skip_comments(LineReader& lines) {
  for (LineReader ahead = lines; read_comment(ahead);) lines = ahead;
}

}  // namespace rolecall::clinical
