#include "clinical/page_lines.h"

#include <utf8proc.h>

#include <algorithm>
#include <span>

namespace rolecall::clinical {
namespace {

struct Glyph {
  Face face = Face::regular;
  char32_t code = 0;
  float width = 0;
};

std::vector<Glyph> glyphs_of(const std::vector<Run>& runs, const WidthOf& width_of) {
  std::vector<Glyph> glyphs;
  for (const auto& run : runs) {
    const Face face = face_of(run);
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(run.text.data());
    auto left = static_cast<utf8proc_ssize_t>(run.text.size());
    while (left > 0) {
      utf8proc_int32_t code = 0;
      auto octets = utf8proc_iterate(at, left, &code);
      if (octets <= 0) {
        octets = 1;
        code = 0xFFFD;
      }
      at += octets;
      left -= octets;
      const auto shown = static_cast<char32_t>(code);
      glyphs.push_back({face, shown, shown == '\n' ? 0 : width_of(face, shown)});
    }
  }
  return glyphs;
}

void append(std::string& text, char32_t code) {
  utf8proc_uint8_t octets[4];
  const auto count = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), octets);
  text.append(reinterpret_cast<const char*>(octets), static_cast<std::size_t>(count));
}

Line line_of(std::span<const Glyph> glyphs) {
  Line line;
  for (const auto& glyph : glyphs) {
    if (line.pieces.empty() || line.pieces.back().face != glyph.face) line.pieces.push_back({glyph.face, "", 0});
    append(line.pieces.back().text, glyph.code);
    line.pieces.back().width += glyph.width;
    line.width += glyph.width;
  }
  return line;
}

bool is_space(const Glyph& glyph) { return glyph.code == ' '; }

/// How many glyphs the first line takes: up to its '\n', or as many words as fit, at least one glyph.
std::size_t length_of_line(std::span<const Glyph> glyphs, float width) {
  float used = 0;
  std::size_t behind_space = 0;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (glyphs[i].code == '\n') return i;
    used += glyphs[i].width;
    if (used > width && !is_space(glyphs[i])) return behind_space > 0 ? behind_space : std::max<std::size_t>(i, 1);
    if (is_space(glyphs[i])) behind_space = i + 1;
  }
  return glyphs.size();
}

std::span<const Glyph> without_last_spaces(std::span<const Glyph> glyphs) {
  while (!glyphs.empty() && is_space(glyphs.back())) glyphs = glyphs.first(glyphs.size() - 1);
  return glyphs;
}

}  // namespace

Face face_of(const Run& run) {
  if (run.code) return Face::mono;
  if (run.strong) return run.emphasized ? Face::bold_oblique : Face::bold;
  return run.emphasized ? Face::oblique : Face::regular;
}

std::vector<Line> wrap(const std::vector<Run>& runs, float width, const WidthOf& width_of) {
  const auto glyphs = glyphs_of(runs, width_of);
  std::span<const Glyph> left(glyphs);
  std::vector<Line> lines;
  while (!left.empty()) {
    const auto length = length_of_line(left, width);
    lines.push_back(line_of(without_last_spaces(left.first(length))));
    left = left.subspan(length);
    if (!left.empty() && left.front().code == '\n') left = left.subspan(1);
  }
  return lines;
}

}  // namespace rolecall::clinical
