#include "clinical/transcript_lines.h"

#include <algorithm>

#include "base/text.h"

namespace rolecall::clinical {
namespace {

bool is_blank(const NumberedLine& line) { return trim(line.text).empty(); }

bool is_comment(const NumberedLine& first) {
  return first.text.starts_with("NOTE") || first.text.starts_with("STYLE") || first.text.starts_with("REGION");
}

std::optional<NumberedLine> first_of_block(LineReader& lines) {
  auto line = lines.next();
  while (line && is_blank(*line)) line = lines.next();
  return line;
}

std::optional<NumberedLine> first_without_comments(LineReader& lines) {
  auto first = first_of_block(lines);
  while (first && is_comment(*first)) {
    auto line = lines.next();
    while (line && !is_blank(*line)) line = lines.next();
    first = first_of_block(lines);
  }
  return first;
}

}  // namespace

std::unexpected<Error> wrong_line(const NumberedLine& line, std::string detail) {
  return invalid_field("/line/" + std::to_string(line.number), std::move(detail));
}

std::optional<NumberedLine> LineReader::next() {
  if (rest_.empty()) return std::nullopt;
  const auto end = std::min(rest_.find('\n'), rest_.size());
  std::string_view line = rest_.substr(0, end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  return NumberedLine{line, ++number_};
}

Result<LineBlock> next_block(LineReader& lines) {
  LineBlock block;
  std::size_t bytes = 0;
  for (auto line = first_without_comments(lines); line && !is_blank(*line); line = lines.next()) {
    bytes += line->text.size() + 1;
    if (bytes > longest_block) return wrong_line(*line, "expected a cue of at most 20,000 characters");
    block.push_back(*line);
  }
  return block;
}

}  // namespace rolecall::clinical
