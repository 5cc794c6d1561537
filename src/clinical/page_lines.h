// Words in several styles, broken into the lines of a page. Measures nothing itself: the width of a character is asked.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "clinical/markdown.h"

namespace rolecall::clinical {

enum class Face { regular, bold, oblique, bold_oblique, mono };
inline constexpr std::size_t face_count = 5;

/// Text of one face in one line.
struct Piece {
  Face face = Face::regular;
  std::string text;
  float width = 0;
  bool operator==(const Piece&) const = default;
};

struct Line {
  std::vector<Piece> pieces;  // none: an empty line
  float width = 0;
};

[[nodiscard]] Face face_of(const Run& run);

using WidthOf = std::function<float(Face, char32_t)>;

/// Lines no wider than `width`, broken behind spaces, and inside a word only when it is wider than a line; '\n' breaks always.
/// Spaces where a line was broken are left out. Empty text gives no lines.
[[nodiscard]] std::vector<Line> wrap(const std::vector<Run>& runs, float width, const WidthOf& width_of);

}  // namespace rolecall::clinical
