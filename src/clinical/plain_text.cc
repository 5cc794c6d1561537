#include "base/text.h"
#include "clinical/printed.h"

namespace rolecall::clinical {
namespace {

constexpr std::string_view rule = "----------------------------------------";

void append_indented(std::string& out, std::string_view text, std::size_t columns) {
  for (const char c : text) {
    out += c;
    if (c == '\n') out.append(columns, ' ');
  }
}

void append_block(std::string& out, const Block& block) {
  const std::size_t inside = static_cast<std::size_t>(block.indent) * 2;
  if (block.kind == BlockKind::rule) {
    out.append(rule);
    return;
  }
  if (block.marker.empty()) {
    out.append(inside, ' ');
    append_indented(out, words_of(block), inside);
    return;
  }
  const std::size_t before = inside - 2;  // a marker stands in at least one list
  out.append(before, ' ').append(block.marker).append(" ");
  append_indented(out, words_of(block), before + length_in_code_points(block.marker) + 1);
}

/// Items of a list stand close together.
bool is_close(const Block& before, const Block& block) {
  return !block.marker.empty() && before.indent > 0 && block.kind == BlockKind::paragraph;
}

}  // namespace

std::string plain_text_of(const Printed& printed) {
  std::string out = printed.title + "\n" + std::string(length_in_code_points(printed.title), '=') + "\n";
  const Block* before = nullptr;
  for (const auto& block : printed.blocks) {
    if (!before || !is_close(*before, block)) out += '\n';
    append_block(out, block);
    out += '\n';
    before = &block;
  }
  if (!printed.footer.empty()) out.append("\n").append(rule).append("\n").append(printed.footer).append("\n");
  return out;
}

}  // namespace rolecall::clinical
