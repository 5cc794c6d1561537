#include "clinical/drawable.h"

#include <utf8proc.h>

#include <string_view>
#include <utility>

namespace rolecall::clinical {
namespace {

constexpr char32_t replacement_code = 0xFFFD;
constexpr std::string_view drawn_replacement = "\xEF\xBF\xBD";

struct Sign {
  char32_t code = 0;
  std::string_view bytes;
};

Sign take_sign(std::string_view& text) {
  utf8proc_int32_t code = 0;
  const auto size =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &code);
  const Sign sign = size > 0 ? Sign{static_cast<char32_t>(code), text.substr(0, static_cast<std::size_t>(size))}
                             : Sign{replacement_code, drawn_replacement};
  text.remove_prefix(size > 0 ? static_cast<std::size_t>(size) : 1);
  return sign;
}

const utf8proc_property_t& property_of(char32_t code) { return *utf8proc_get_property(static_cast<utf8proc_int32_t>(code)); }

bool is_right_to_left(char32_t code) {
  const auto bidi = property_of(code).bidi_class;
  return bidi == UTF8PROC_BIDI_CLASS_R || bidi == UTF8PROC_BIDI_CLASS_AL;
}

/// Joiners, soft hyphens, variation selectors: they change how a neighbour looks, and are nothing themselves. The signs that
/// Arabic writes around a number are of the same category, and are seen.
bool is_invisible(char32_t code) {
  const bool is_selector = (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
  const auto& property = property_of(code);
  return is_selector || (property.category == UTF8PROC_CATEGORY_CF && property.bidi_class != UTF8PROC_BIDI_CLASS_AN);
}

bool has_category(char32_t code, utf8proc_category_t category) { return property_of(code).category == category; }

/// A mark finds its place on a Latin, Greek or Cyrillic letter by itself; others are put there by rules of their script.
bool is_joined(char32_t code) {
  if (has_category(code, UTF8PROC_CATEGORY_MC)) return true;
  if (!has_category(code, UTF8PROC_CATEGORY_MN)) return false;
  return !((code >= 0x0300 && code <= 0x036F) || (code >= 0x1DC0 && code <= 0x1DFF) || (code >= 0x20D0 && code <= 0x20FF));
}

/// No letter of any script: an emoji or a part of one, or a sign that only one font gives a look, such as the bullets of a
/// word processor.
bool is_picture(char32_t code) {
  const auto boundclass = property_of(code).boundclass;
  const bool is_skin_tone = code >= 0x1F3FB && code <= 0x1F3FF;
  return boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC || boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR ||
         is_skin_tone || has_category(code, UTF8PROC_CATEGORY_ME) || has_category(code, UTF8PROC_CATEGORY_CO);
}

class Drawing {
 public:
  explicit Drawing(const HasGlyph& has_glyph) : has_glyph_(has_glyph) {}

  void add(const Run& style, const Sign& sign) {
    if (sign.code == '\n') return append(style, sign.bytes);
    if (has_category(sign.code, UTF8PROC_CATEGORY_CC)) return append(style, " ");
    if (is_invisible(sign.code)) return;
    if (is_right_to_left(sign.code)) return replace(style, Obstacle::right_to_left);
    if (is_joined(sign.code)) return replace(style, Obstacle::joined);
    const Run upright{};
    if (has_glyph_(face_of(style), sign.code)) return append(style, sign.bytes);
    if (has_glyph_(face_of(upright), sign.code)) return append(upright, sign.bytes);
    if (has_category(sign.code, UTF8PROC_CATEGORY_ZS)) return append(style, " ");
    replace(style, is_picture(sign.code) ? std::nullopt : std::optional(Obstacle::missing));
  }

  Drawable take() && { return std::move(drawable_); }

 private:
  void append(const Run& style, std::string_view text) {
    auto& runs = drawable_.runs;
    if (runs.empty() || face_of(runs.back()) != face_of(style)) {
      runs.push_back({"", style.strong, style.emphasized, style.code});
    }
    runs.back().text += text;
  }

  void replace(const Run& style, std::optional<Obstacle> obstacle) {
    append(style, drawn_replacement);
    if (!drawable_.obstacle) drawable_.obstacle = obstacle;
  }

  const HasGlyph& has_glyph_;
  Drawable drawable_;
};

}  // namespace

Drawable drawable(const std::vector<Run>& runs, const HasGlyph& has_glyph) {
  Drawing drawing(has_glyph);
  for (const auto& run : runs) {
    std::string_view left = run.text;
    while (!left.empty()) drawing.add(run, take_sign(left));
  }
  return std::move(drawing).take();
}

}  // namespace rolecall::clinical
