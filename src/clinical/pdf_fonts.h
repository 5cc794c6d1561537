// The DejaVu faces in which a PDF is written; each is read when the first word needs it. Lays nothing out.
#pragma once

#include <hpdf.h>

#include <array>

#include "clinical/page_lines.h"

namespace rolecall::clinical {

class PdfFonts {
 public:
  explicit PdfFonts(HPDF_Doc pdf) : pdf_(pdf) {}

  /// Null when the file cannot be read; libharu keeps the error.
  HPDF_Font of(Face face);

  /// In points.
  float width_of(Face face, char32_t code, float size);

  /// Of a font that cannot be read: yes, so that the missing file is what is told.
  bool has_glyph(Face face, char32_t code);

 private:
  HPDF_Doc pdf_;
  std::array<HPDF_Font, face_count> fonts_{};
};

}  // namespace rolecall::clinical
