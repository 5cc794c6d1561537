#include <hpdf.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <type_traits>

#include "clinical/page_lines.h"
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
constexpr std::size_t most_footer_lines = 12;  // of a footer of 1000 characters without line ends

using Pdf = std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, void (*)(HPDF_Doc)>;

constexpr std::array<const char*, face_count> font_files{"DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf",
                                                         "DejaVuSans-BoldOblique.ttf", "DejaVuSansMono.ttf"};

/// The faces of one file; each is read when the first word needs it.
class Fonts {
 public:
  explicit Fonts(HPDF_Doc pdf) : pdf_(pdf) {}

  HPDF_Font of(Face face) {
    auto& font = fonts_.at(static_cast<std::size_t>(face));
    if (font) return font;
    const std::string path = std::string(ROLECALL_FONTS) + "/" + font_files.at(static_cast<std::size_t>(face));
    if (const char* name = HPDF_LoadTTFontFromFile(pdf_, path.c_str(), HPDF_TRUE)) font = HPDF_GetFont(pdf_, name, "UTF-8");
    return font;
  }

  float width_of(Face face, char32_t code, float size) {
    const HPDF_Font font = of(face);
    return font ? static_cast<float>(HPDF_Font_GetUnicodeWidth(font, static_cast<HPDF_UNICODE>(code))) * size / 1000 : 0;
  }

 private:
  HPDF_Doc pdf_;
  std::array<HPDF_Font, face_count> fonts_{};
};

/// Puts lines below each other and opens pages as they fill.
class Pages {
 public:
  Pages(HPDF_Doc pdf, const Printed& printed, std::size_t most_pages) : pdf_(pdf), fonts_(pdf), most_pages_(most_pages) {
    footer_ = wrapped({Run{printed.footer}}, small_size, text_width);
    if (footer_.size() > most_footer_lines) footer_.resize(most_footer_lines);
    open_page();
  }

  void add_title(const std::string& title) {
    add_lines(wrapped({Run{title, true}}, title_size, text_width), title_size, 0);
    y_ -= text_size;
  }

  void add(const Block& block) {
    const float size = size_of(block);
    const float left = indent_width * static_cast<float>(block.indent);
    if (block.kind == BlockKind::heading) y_ -= size / 2;
    if (block.kind == BlockKind::rule) {
      add_rule();
    } else {
      auto lines = wrapped(runs_of(block), size, text_width - left);
      if (!block.marker.empty()) {
        add_marker(block.marker, size, left);
        if (lines.empty()) lines.emplace_back();
      }
      add_lines(lines, size, left);
    }
    y_ -= text_size / 2;
  }

  /// More was to be printed than the pages hold; what is added from here on is left out.
  [[nodiscard]] bool are_full() const { return are_full_; }

  /// Footer and page number, when the number of pages is known.
  void end() {
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const auto number = "Page " + std::to_string(i + 1) + " of " + std::to_string(pages_.size());
      float y = margin;
      draw(pages_[i], wrapped({Run{number}}, small_size, text_width).front(), small_size, margin, y);
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

  std::vector<Line> wrapped(const std::vector<Run>& runs, float size, float width) {
    return wrap(runs, width, [&](Face face, char32_t code) { return fonts_.width_of(face, code, size); });
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
    are_full_ = are_full_ || pages_.size() >= most_pages_;
    if (!are_full_) open_page();
  }

  void add_lines(const std::vector<Line>& lines, float size, float left) {
    for (const auto& line : lines) {
      make_room(size * line_height);
      if (are_full_) return;
      y_ -= size * line_height;
      draw(pages_.back(), line, size, margin + left, y_);
    }
  }

  /// Left of the line that comes next.
  void add_marker(const std::string& marker, float size, float left) {
    make_room(size * line_height);
    const auto line = wrapped({Run{marker}}, size, text_width).front();
    const float gap = 5;
    draw(pages_.back(), line, size, margin + std::max(left - line.width - gap, 0.0F), y_ - size * line_height);
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
  Fonts fonts_;
  std::vector<Line> footer_;
  std::vector<HPDF_Page> pages_;
  float y_ = 0;  // everything above it is used
  std::size_t most_pages_;
  bool are_full_ = false;
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
  for (auto block = printed.blocks.begin(); block != printed.blocks.end() && !pages.are_full(); ++block) pages.add(*block);
  if (pages.are_full()) {
    return fail(Code::conflict, "too_many_pages",
                "this would fill more than " + std::to_string(most_pages) + " pages: shorten it, or take it as plain text");
  }
  pages.end();
  // libharu keeps the first error, and does nothing from there on.
  if (HPDF_GetError(pdf.get()) == HPDF_OK) {
    auto bytes = bytes_of(pdf.get());
    if (HPDF_GetError(pdf.get()) == HPDF_OK) return bytes;
  }
  return fail(Code::unavailable, "font_missing", "the PDF cannot be made on this server: are the DejaVu fonts installed?");
}

}  // namespace rolecall::clinical
