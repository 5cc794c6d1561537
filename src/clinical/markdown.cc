#include "clinical/markdown.h"

#include <md4c.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <new>
#include <optional>
#include <utility>

namespace rolecall::clinical {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

/// A character that may stand in a text: none that controls it, no half of a pair.
bool is_printable(std::uint32_t code) {
  const bool is_control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  const bool reorders =
      (code >= 0x200E && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  return !is_control && !reorders && !is_surrogate && code <= 0x10FFFF;
}

/// `&#65;`, `&#x41;` and the few names that people type; any other name stays as it stands.
std::string text_of_entity(std::string_view entity) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> names{
      {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&nbsp;", "\xC2\xA0"}}};
  if (!entity.starts_with("&#")) {
    const auto* const known = std::ranges::find(names, entity, [](const auto& one) { return one.first; });
    return std::string(known == names.end() ? entity : known->second);
  }
  auto digits = entity.substr(2, entity.size() - 3);
  const bool is_hex = digits.starts_with('x') || digits.starts_with('X');
  if (is_hex) digits.remove_prefix(1);
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hex ? 16 : 10);
  if (error != std::errc{} || !is_printable(code)) return std::string(replacement);
  std::array<utf8proc_uint8_t, 4> octets{};
  const auto count = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), octets.data());
  return {octets.begin(), octets.begin() + count};
}

bool is_shown_address(std::string_view address) {
  return address.starts_with("https://") || address.starts_with("http://") || address.starts_with("mailto:");
}

/// Collects blocks while md4c walks through the text.
class Collector {
 public:
  /// `addresses`: how many bytes the addresses of links may add.
  explicit Collector(std::size_t addresses) : addresses_left_(addresses) {}

  void enter(MD_BLOCKTYPE type, const void* detail) {
    switch (type) {
      case MD_BLOCK_UL:
        is_open_ = false;
        lists_.emplace_back(std::nullopt);
        break;
      case MD_BLOCK_OL:
        is_open_ = false;
        lists_.emplace_back(static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start);
        break;
      case MD_BLOCK_LI:
        is_open_ = false;
        marker_ = next_marker();
        item_begins_ = true;
        break;
      case MD_BLOCK_QUOTE:
        is_open_ = false;
        ++quotes_;
        break;
      case MD_BLOCK_P:
        begin(BlockKind::paragraph);
        break;
      case MD_BLOCK_H:
        begin(BlockKind::heading);
        blocks_.back().level = static_cast<int>(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
        break;
      case MD_BLOCK_CODE:
        begin(BlockKind::code);
        break;
      case MD_BLOCK_HR:
        begin(BlockKind::rule);
        is_open_ = false;
        break;
      default:
        break;
    }
  }

  void leave(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) lists_.pop_back();
    if (type == MD_BLOCK_QUOTE) --quotes_;
    if (type == MD_BLOCK_LI && item_begins_) begin(BlockKind::paragraph);  // an empty item has its marker all the same
    if (type != MD_BLOCK_DOC) is_open_ = false;
  }

  void enter(MD_SPANTYPE type, const void* detail) {
    if (type == MD_SPAN_STRONG) ++strong_;
    if (type == MD_SPAN_EM) ++emphasized_;
    if (type == MD_SPAN_A) begin_link(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href);
  }

  void leave(MD_SPANTYPE type) {
    if (type == MD_SPAN_STRONG) --strong_;
    if (type == MD_SPAN_EM) --emphasized_;
    if (type == MD_SPAN_A && link_) end_link();
  }

  void add(MD_TEXTTYPE type, std::string_view text) {
    switch (type) {
      case MD_TEXT_NULLCHAR:
        return append(replacement);
      case MD_TEXT_BR:
        return append("\n");
      case MD_TEXT_SOFTBR:
        return append(" ");
      case MD_TEXT_ENTITY:
        return append(text_of_entity(text));
      case MD_TEXT_CODE:
        return append(text, MD_TEXT_CODE);
      default:
        return append(text);
    }
  }

  std::vector<Block> take() {
    for (auto& block : blocks_) trim_line_end(block);
    return std::move(blocks_);
  }

 private:
  struct Link {
    std::string address;
    std::string words;  // so far
  };

  std::string next_marker() {
    auto& number = lists_.back();
    if (!number) return "•";
    return std::to_string((*number)++) + ".";
  }

  void begin(BlockKind kind) {
    Block block;
    block.kind = kind;
    block.indent = std::min(static_cast<int>(lists_.size()) + quotes_, deepest_indent);
    if (std::exchange(item_begins_, false)) block.marker = std::move(marker_);
    blocks_.push_back(std::move(block));
    is_open_ = true;
  }

  /// The text of a tight list's item stands in no paragraph of its own.
  Block& current() {
    if (!is_open_) begin(BlockKind::paragraph);
    return blocks_.back();
  }

  void append(std::string_view text, MD_TEXTTYPE type = MD_TEXT_NORMAL) {
    auto& runs = current().runs;
    Run run{"", strong_ > 0, emphasized_ > 0, type == MD_TEXT_CODE};
    const bool same = !runs.empty() && runs.back().strong == run.strong && runs.back().emphasized == run.emphasized &&
                      runs.back().code == run.code;
    if (!same) runs.push_back(std::move(run));
    runs.back().text += text;
    if (link_) link_->words += text;
  }

  void begin_link(const MD_ATTRIBUTE& href) {
    const std::string_view address(href.text, href.size);
    if (!is_shown_address(address) || address.size() > addresses_left_) return;
    addresses_left_ -= address.size();
    link_ = Link{std::string(address), ""};
  }

  void end_link() {
    const Link link = std::move(*link_);
    link_.reset();
    if (link.address == link.words || link.address == "mailto:" + link.words) return;
    append(" (" + link.address + ")");
  }

  static void trim_line_end(Block& block) {
    if (block.kind == BlockKind::code && !block.runs.empty() && block.runs.back().text.ends_with('\n')) {
      block.runs.back().text.pop_back();
    }
  }

  std::vector<Block> blocks_;
  std::vector<std::optional<unsigned>> lists_;  // the next number; nothing: bullets
  std::optional<Link> link_;                    // the one that the text is in; links hold no links
  std::size_t addresses_left_;
  std::string marker_;
  bool item_begins_ = false;
  bool is_open_ = false;  // text goes into the last block
  int quotes_ = 0;
  int strong_ = 0;
  int emphasized_ = 0;
};

Collector& collector(void* user) { return *static_cast<Collector*>(user); }

}  // namespace

std::vector<Block> parse_markdown(std::string_view text) {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_NOHTML;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) { return collector(user).enter(type, detail), 0; };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) { return collector(user).leave(type), 0; };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) { return collector(user).enter(type, detail), 0; };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) { return collector(user).leave(type), 0; };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* part, MD_SIZE size, void* user) {
    return collector(user).add(type, {part, size}), 0;
  };
  // A link says its address in the text itself; only a reference that is used again and again could add more than that.
  Collector blocks(text.size());
  if (md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &blocks) != 0) throw std::bad_alloc();
  return blocks.take();
}

std::string words_of(const Block& block) {
  std::string words;
  for (const auto& run : block.runs) words += run.text;
  return words;
}

}  // namespace rolecall::clinical
