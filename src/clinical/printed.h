// A document on paper, as a file to keep or to print: PDF and plain text (SPEC section 5). Text in, bytes out; the only thing
// that is read beside is the font of the system.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "clinical/markdown.h"

namespace rolecall::clinical {

/// What a PDF does with letters that it cannot draw (docs/decisions/0019): none is made, or each is U+FFFD, and the file says so.
enum class Undrawable { refuse, mark };

struct Printed {
  std::string title;
  std::vector<Block> blocks;
  std::string footer;  // of the team, on each page; may be empty
  Undrawable undrawable = Undrawable::refuse;
};

/// UTF-8: the title underlined, the blocks with empty lines between, the footer at the end.
[[nodiscard]] std::string plain_text_of(const Printed& printed);

/// PDF 1.x on A4 with embedded fonts: wrapped lines, footer and page number on each page. It holds no scripts, links or
/// actions. Emoji that the fonts lack become U+FFFD.
/// Errors: conflict (`too_many_pages`, `not_printable` for letters that would come out wrong or missing, `footer_too_long` for
/// one that leaves no room for the text), found before the rest is laid out; unavailable (`font_missing`) when the server has no
/// DejaVu fonts.
[[nodiscard]] Result<std::string> pdf_of(const Printed& printed, std::size_t most_pages = 10'000);

}  // namespace rolecall::clinical
