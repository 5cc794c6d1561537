#include <hpdf.h>

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <string_view>
#include <type_traits>

#include "clinical/drawable.h"
#include "clinical/page_lines.h"
#include "clinical/pdf_fonts.h"
#include "clinical/printed.h"

namespace rolecall::clinical {
namespace {

// A4 and its margins, in points.
constexpr float page_width = 595.276F;
constexpr float page_height = 841.89F;
constexpr float margin = 56.0F;
constexpr float text_width = page_width - 2 * margin;
constexpr float text_size = 10.5F;
constexpr float small_size = 8.0F;
constexpr float title_size = 18.0F;
constexpr float line_height = 1.4F;  // times the size
constexpr float indent_width = 18.0F;
constexpr float marker_gap = 5.0F;
constexpr float least_marker_gap = 1.0F;
constexpr std::size_t most_footer_lines = 40;  // more than half of a page; what settings take is well below it

using Pdf = std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, void (*)(HPDF_Doc)>;

std::string_view name_of_obstacle(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::right_to_left:
      return "letters that are written from right to left";
    case Obstacle::joined:
      return "letters that are put together with marks of their script";
    case Obstacle::missing:
      return "letters or signs that its fonts lack, such as those of Chinese, Japanese or Korean";
  }
  return {};
}

/// Puts lines below each other and opens pages as they fill.
class Pages {
 public:
  Pages(HPDF_Doc pdf, const Printed& printed, std::size_t most_pages)
      : pdf_(pdf), fonts_(pdf), most_pages_(most_pages), undrawable_(printed.undrawable) {
    footer_ = wrapped("the content footer of the team", {Run{printed.footer}}, small_size, text_width);
    if (footer_.size() > most_footer_lines) {
      refuse(
          "footer_too_long",
          "the content footer of the team fills more than half of a page: shorten it in the settings, or take it as plain text");
      footer_.clear();
    }
    open_page();
  }

  void add_title(const std::string& title) {
    add_lines(wrapped("the title", {Run{title, true}}, title_size, text_width), title_size, 0);
    y_ -= text_size;
  }

  void add(const Block& block) {
    const float size = size_of(block);
    const Line marker = marker_of(block, size);
    const float indent = indent_width * static_cast<float>(block.indent);
    const float left = marker.pieces.empty() ? indent : std::max(indent, marker.width + least_marker_gap);
    if (block.kind == BlockKind::heading) y_ -= size / 2;
    if (block.kind == BlockKind::rule) {
      add_rule();
    } else {
      auto lines = wrapped("the text", runs_of(block), size, text_width - left);
      if (!marker.pieces.empty()) {
        add_marker(marker, size, left);
        if (lines.empty()) lines.emplace_back();
      }
      add_lines(lines, size, left);
    }
    y_ -= text_size / 2;
  }

  /// Why there will be no file; what is added from here on is left out.
  [[nodiscard]] const std::optional<Error>& refusal() const { return refusal_; }

  /// Says once what U+FFFD stands for.
  void explain_marks() {
    if (!has_marks_) return;
    add({.runs = {
             Run{"Letters that a PDF of this server cannot show stand as \xEF\xBF\xBD; the other form of this file has them."}}});
  }

  /// Footer and page number, when the number of pages is known.
  void end() {
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const auto number = "Page " + std::to_string(i + 1) + " of " + std::to_string(pages_.size());
      float y = margin;
      draw(pages_[i], line_of(number, small_size), small_size, margin, y);
      y += small_size * line_height * static_cast<float>(footer_.size());
      for (const auto& line : footer_) {
        draw(pages_[i], line, small_size, margin, y);
        y -= small_size * line_height;
      }
    }
  }

 private:
  static float size_of(const Block& block) {
    if (block.kind != BlockKind::heading) return text_size;
    return block.level == 1 ? 15.0F : block.level == 2 ? 13.0F : 11.5F;
  }

  static std::vector<Run> runs_of(const Block& block) {
    auto runs = block.runs;
    for (auto& run : runs) {
      run.strong = run.strong || block.kind == BlockKind::heading;
      run.code = run.code || block.kind == BlockKind::code;
    }
    return runs;
  }

  std::vector<Line> wrapped(std::string_view where, const std::vector<Run>& runs, float size, float width) {
    const auto drawn = drawable(runs, [&](Face face, char32_t code) { return fonts_.has_glyph(face, code); });
    if (drawn.obstacle && undrawable_ == Undrawable::refuse) refuse_to_print(where, *drawn.obstacle);
    has_marks_ = has_marks_ || drawn.obstacle;
    return wrap(drawn.runs, width, [&](Face face, char32_t code) { return fonts_.width_of(face, code, size); });
  }

  /// Our own words, which every font has.
  Line line_of(const std::string& words, float size) { return wrapped("", {Run{words}}, size, text_width).front(); }

  /// Nothing for a block without a marker.
  Line marker_of(const Block& block, float size) { return block.marker.empty() ? Line{} : line_of(block.marker, size); }

  /// Says where such letters are and of what kind, never which.
  void refuse_to_print(std::string_view where, Obstacle obstacle) {
    refuse("not_printable", std::string(where) + " holds " + std::string(name_of_obstacle(obstacle)) +
                                ", which a PDF of this server cannot show: take it as plain text");
  }

  /// The first reason stays.
  void refuse(std::string name, std::string detail) {
    if (!refusal_) refusal_ = fail(Code::conflict, std::move(name), std::move(detail)).error();
  }

  [[nodiscard]] float lowest() const { return margin + small_size * line_height * static_cast<float>(footer_.size() + 2); }

  void open_page() {
    pages_.push_back(HPDF_AddPage(pdf_));
    HPDF_Page_SetWidth(pages_.back(), page_width);
    HPDF_Page_SetHeight(pages_.back(), page_height);
    y_ = page_height - margin;
  }

  void make_room(float height) {
    if (y_ - height >= lowest()) return;
    if (pages_.size() < most_pages_) return open_page();
    refuse("too_many_pages",
           "this would fill more than " + std::to_string(most_pages_) + " pages: shorten it, or take it as plain text");
  }

  void add_lines(const std::vector<Line>& lines, float size, float left) {
    for (const auto& line : lines) {
      make_room(size * line_height);
      if (refusal_) return;
      y_ -= size * line_height;
      draw(pages_.back(), line, size, margin + left, y_);
    }
  }

  /// Left of the line that comes next, which begins at `left`.
  void add_marker(const Line& marker, float size, float left) {
    make_room(size * line_height);
    draw(pages_.back(), marker, size, margin + std::max(left - marker.width - marker_gap, 0.0F), y_ - size * line_height);
  }

  void add_rule() {
    make_room(text_size);
    y_ -= text_size / 2;
    HPDF_Page_SetLineWidth(pages_.back(), 0.5F);
    HPDF_Page_MoveTo(pages_.back(), margin, y_);
    HPDF_Page_LineTo(pages_.back(), page_width - margin, y_);
    HPDF_Page_Stroke(pages_.back());
  }

  void draw(HPDF_Page page, const Line& line, float size, float x, float y) {
    HPDF_Page_BeginText(page);
    for (const auto& piece : line.pieces) {
      HPDF_Page_SetFontAndSize(page, fonts_.of(piece.face), size);
      HPDF_Page_TextOut(page, x, y, piece.text.c_str());
      x += piece.width;
    }
    HPDF_Page_EndText(page);
  }

  HPDF_Doc pdf_;
  PdfFonts fonts_;
  std::vector<Line> footer_;
  std::vector<HPDF_Page> pages_;
  float y_ = 0;  // everything above it is used
  std::size_t most_pages_;
  Undrawable undrawable_;
  bool has_marks_ = false;
  std::optional<Error> refusal_;
};

std::string bytes_of(HPDF_Doc pdf) {
  HPDF_SaveToStream(pdf);
  HPDF_ResetStream(pdf);
  std::string bytes(HPDF_GetStreamSize(pdf), '\0');
  auto size = static_cast<HPDF_UINT32>(bytes.size());
  HPDF_ReadFromStream(pdf, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
  bytes.resize(size);
  return bytes;
}

}  // namespace

Result<std::string> pdf_of(const Printed& printed, std::size_t most_pages) {
  const Pdf pdf(HPDF_New(nullptr, nullptr), HPDF_Free);
  if (!pdf) throw std::bad_alloc();
  HPDF_UseUTFEncodings(pdf.get());
  HPDF_SetCompressionMode(pdf.get(), HPDF_COMP_ALL);
  Pages pages(pdf.get(), printed, most_pages);
  pages.add_title(printed.title);
  for (auto block = printed.blocks.begin(); block != printed.blocks.end() && !pages.refusal(); ++block) pages.add(*block);
  pages.explain_marks();
  if (pages.refusal()) return std::unexpected(*pages.refusal());
  pages.end();
  // libharu keeps the first error, and does nothing from there on.
  if (HPDF_GetError(pdf.get()) == HPDF_OK) {
    auto bytes = bytes_of(pdf.get());
    if (HPDF_GetError(pdf.get()) == HPDF_OK) return bytes;
  }
  return fail(Code::unavailable, "font_missing", "the PDF cannot be made on this server: are the DejaVu fonts installed?");
}

}  // namespace rolecall::clinical
