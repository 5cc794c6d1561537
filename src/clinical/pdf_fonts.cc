#include "clinical/pdf_fonts.h"

#include <string>

namespace rolecall::clinical {
namespace {

constexpr std::array<const char*, face_count> font_files{"DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf",
                                                         "DejaVuSans-BoldOblique.ttf", "DejaVuSansMono.ttf"};

}  // namespace

HPDF_Font PdfFonts::of(Face face) {
  auto& font = fonts_.at(static_cast<std::size_t>(face));
  if (font) return font;
  const std::string path = std::string(ROLECALL_FONTS) + "/" + font_files.at(static_cast<std::size_t>(face));
  if (const char* name = HPDF_LoadTTFontFromFile(pdf_, path.c_str(), HPDF_TRUE)) font = HPDF_GetFont(pdf_, name, "UTF-8");
  return font;
}

float PdfFonts::width_of(Face face, char32_t code, float size) {
  const HPDF_Font font = of(face);
  return font ? static_cast<float>(HPDF_Font_GetUnicodeWidth(font, static_cast<HPDF_UNICODE>(code))) * size / 1000 : 0;
}

bool PdfFonts::has_glyph(Face face, char32_t code) {
  constexpr char32_t last_of_the_format = 0xFFFF;
  const HPDF_Font font = of(face);
  if (!font) return true;
  const auto* const attributes = static_cast<HPDF_FontAttr>(font->attr);
  return code <= last_of_the_format && HPDF_TTFontDef_GetGlyphid(attributes->fontdef, static_cast<HPDF_UINT16>(code)) != 0;
}

}  // namespace rolecall::clinical
