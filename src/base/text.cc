#include "base/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/text_bound.h"

namespace rolecall {
namespace {

constexpr utf8proc_int32_t invalid = -1;

/// The code point at the front of `text`, removed from it; `invalid` (and one byte removed) when there is none.
utf8proc_int32_t take_code_point(std::string_view& text) {
  utf8proc_int32_t code_point = invalid;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  text.remove_prefix(size > 0 ? static_cast<std::size_t>(size) : 1);
  return size > 0 ? code_point : invalid;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Three Tibetan vowels are of class 0 themselves but fall apart into two marks that are not: the category tells them.
bool is_mark(utf8proc_int32_t code_point) {
  const auto* const property = utf8proc_get_property(code_point);
  return property->combining_class != 0 || property->category == UTF8PROC_CATEGORY_MN;
}

/// utf8proc sorts the marks on one letter by exchanging neighbours: what a few thousand of them cost, a megabyte of them costs
/// minutes. No language has more than a handful.
bool has_endless_marks(std::string_view text) {
  constexpr int most_marks = 256;
  int marks = 0;
  while (!text.empty() && marks <= most_marks) {
    const auto code_point = take_code_point(text);
    marks = code_point != invalid && is_mark(code_point) ? marks + 1 : 0;
  }
  return marks > most_marks;
}

std::optional<std::string> map(std::string_view text, int options) {
  if (has_endless_marks(text)) return std::nullopt;
  utf8proc_uint8_t* mapped = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                   static_cast<utf8proc_option_t>(options | UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (size < 0) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
}

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_space(utf8proc_int32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool is_control(utf8proc_int32_t c) {
  return (c >= 0 && c < 0x20) || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0x200E || c == 0x200F ||
         c == 0x061C || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_line_end_or_tab(utf8proc_int32_t c) { return (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029; }

/// Where the last code point of `text` starts.
std::size_t last_start(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U && text.size() - at < 4) --at;
  return at;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  if (is_ascii(text)) return true;
  while (!text.empty()) {
    if (take_code_point(text) == invalid) return false;
  }
  return true;
}

std::optional<std::string> nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return map(text, 0);
}

std::optional<std::string> fold(std::string_view text) {
  if (is_ascii(text)) {
    std::string folded(text);
    std::ranges::transform(folded, folded.begin(), ascii_lower);
    return folded;
  }
  // The normal form first: folding the iota below a Greek letter before the marks are in order gives another text.
  const auto normal = map(text, 0);
  return normal ? map(*normal, UTF8PROC_CASEFOLD) : std::nullopt;
}

std::string key_of_name(const std::string& name) { return fold(name).value_or(name); }

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    std::string_view rest = text;
    if (!is_space(take_code_point(rest))) break;
    text = rest;
  }
  while (!text.empty()) {
    const std::size_t start = last_start(text);
    std::string_view last = text.substr(start);
    if (!is_space(take_code_point(last)) || !last.empty()) break;
    text = text.substr(0, start);
  }
  return text;
}

std::size_t length_in_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool has_control_characters(std::string_view text) {
  while (!text.empty()) {
    if (is_control(take_code_point(text))) return true;
  }
  return false;
}

std::string without_control_characters(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const std::string_view before = text;
    const auto code_point = take_code_point(text);
    if (is_line_end_or_tab(code_point)) {
      if (!clean.ends_with(' ')) clean += ' ';
    } else if (!is_control(code_point)) {
      clean += before.substr(0, before.size() - text.size());
    }
  }
  return clean;
}

std::string lines_without_control_characters(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const std::string_view before = text;
    const auto code_point = take_code_point(text);
    if (code_point == '\r' && text.starts_with('\n')) continue;
    if (code_point != '\t' && is_line_end_or_tab(code_point)) {
      clean += '\n';
    } else if (code_point == '\t' || !is_control(code_point)) {
      clean += before.substr(0, before.size() - text.size());
    }
  }
  return clean;
}

std::string cap(std::string_view text, std::size_t code_points) {
  if (length_in_code_points(text) <= code_points) return std::string(text);
  if (code_points == 0) return {};
  std::string_view rest = text;
  for (std::size_t i = 0; i + 1 < code_points; ++i) take_code_point(rest);
  return std::string(text.substr(0, text.size() - rest.size())) + "…";
}

std::optional<std::string> one_line(std::string_view text, std::size_t max_code_points) {
  const auto trimmed = trim(text);
  if (is_longer_in_any_form(trimmed, max_code_points)) return std::nullopt;
  auto normal = nfc(trimmed);
  if (!normal || normal->empty() || has_control_characters(*normal) || length_in_code_points(*normal) > max_code_points)
    return std::nullopt;
  return normal;
}

}  // namespace rolecall
