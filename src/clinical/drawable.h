// What of a text can be drawn letter by letter, from left to right, as a PDF of ours draws (docs/decisions/0019). Measures
// nothing and reads no font: which glyphs there are is asked.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "clinical/page_lines.h"

namespace rolecall::clinical {

using HasGlyph = std::function<bool(Face, char32_t)>;

/// Why a letter would come out wrong or not at all.
enum class Obstacle { right_to_left, joined, missing };

struct Drawable {
  std::vector<Run> runs;
  std::optional<Obstacle> obstacle;  // of the first letter that cannot be drawn
};

/// The runs with what can be drawn in the place of what cannot: the upright face where another has no such glyph, U+FFFD for an
/// emoji or private sign that no face has and for a letter with an obstacle, a space for a tab or a space that no face has,
/// nothing for what is invisible anyway.
[[nodiscard]] Drawable drawable(const std::vector<Run>& runs, const HasGlyph& has_glyph);

}  // namespace rolecall::clinical
