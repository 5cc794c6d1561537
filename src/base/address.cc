#include "base/address.h"

#include <algorithm>

#include "base/text.h"

namespace rolecall {
namespace {

constexpr std::size_t max_address = 254;
constexpr std::size_t max_local_part = 64;
constexpr std::size_t max_label = 63;

/// Characters that mean something else in a header, a list or a shell of quotes; no mailbox in use needs them.
constexpr std::string_view never = " \"(),:;<>[\\]@`";

/// Soft hyphen, zero-width and other marks that let two addresses look the same; spaces beyond ASCII.
constexpr std::string_view invisible[] = {"\u00A0", "\u00AD", "\u034F", "\u1680", "\u180E", "\u200B", "\u200C",
                                          "\u200D", "\u202F", "\u205F", "\u2060", "\u2061", "\u2062", "\u2063",
                                          "\u2064", "\u3000", "\u3164", "\uFEFF", "\uFFA0", "\uFFFC", "\uFFFD"};

bool has_sane_characters(std::string_view part) {
  return part.find_first_of(never) == std::string_view::npos && !has_control_characters(part) &&
         std::ranges::none_of(invisible, [&](std::string_view mark) { return part.find(mark) != std::string_view::npos; }) &&
         trim(part) == part;
}

bool is_local_part(std::string_view part) {
  return !part.empty() && part.size() <= max_local_part && part.front() != '.' && part.back() != '.' &&
         part.find("..") == std::string_view::npos && has_sane_characters(part);
}

bool is_label_character(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         c == '-';
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= max_label && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, is_label_character);
}

bool is_domain(std::string_view domain) {
  if (!has_sane_characters(domain) || domain.find('.') == std::string_view::npos) return false;
  for (;;) {
    const std::size_t dot = domain.find('.');
    if (!is_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

bool is_address(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && text.size() <= max_address && is_local_part(text.substr(0, at)) &&
         is_domain(text.substr(at + 1));
}

}  // namespace

std::optional<Address> read_address(std::string_view typed) {
  const std::string_view spelling = trim(typed);
  if (!is_valid_utf8(spelling) || !is_address(spelling)) return std::nullopt;
  auto key = fold(spelling);
  // Folding can make letters longer or turn one into a forbidden character; the key obeys the same rules.
  if (!key || !is_address(*key)) return std::nullopt;
  return Address{std::string(spelling), std::move(*key)};
}

std::optional<std::string> normalise_address(std::string_view typed) {
  auto address = read_address(typed);
  if (!address) return std::nullopt;
  return std::move(address->key);
}

}  // namespace rolecall
