// Markdown of notes and documents as a flat list of blocks, for paper and plain text (SPEC section 5). Everything comes out as
// text: raw HTML is shown as it was typed, images are their description, links are words. Knows no page and no store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rolecall::clinical {

/// Words in one style. Without control characters but '\n', which ends a line inside the block.
struct Run {
  std::string text;
  bool strong = false;
  bool emphasized = false;
  bool code = false;
  bool operator==(const Run&) const = default;
};

enum class BlockKind { paragraph, heading, code, rule };

struct Block {
  BlockKind kind = BlockKind::paragraph;
  int level = 0;       // of a heading, 1 to 6
  int indent = 0;      // how many lists and quotes it stands in, at most deepest_indent
  std::string marker;  // of a list's item: "•" or "1."; only on its first block
  std::vector<Run> runs;
  bool operator==(const Block&) const = default;
};

inline constexpr int deepest_indent = 6;

/// CommonMark without raw HTML. Every text is some Markdown. A link to http, https or mailto is followed by its address in
/// parentheses when the words do not say it; other addresses are left out, and so are those of references that are used so often
/// that they would make the text more than twice as long.
[[nodiscard]] std::vector<Block> parse_markdown(std::string_view text);

/// The words of a block in one piece.
[[nodiscard]] std::string words_of(const Block& block);

}  // namespace rolecall::clinical
