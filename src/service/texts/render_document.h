// GET …/documents/{document}.pdf and .txt: a document for paper, an opening like any other reading (SPEC section 5).
#pragma once

#include <string>
#include <string_view>

#include "service/texts/texts.h"

namespace rolecall::service {

enum class DocumentFormat { pdf, plain_text };

struct RenderedDocument {
  std::string bytes;
  std::string_view media_type;
  std::string file_name;  // ASCII, made from the id: a file name is no place for clinical text
};

/// Title and body of the present version, with the content footer of the team while its plan has team policies. Every guard of
/// document.read holds. Errors: as read_text; unavailable (`font_missing`).
[[nodiscard]] Result<RenderedDocument> render_document(store::Transaction& tx, const Environment& environment,
                                                       const store::Credential& credential, const TextPlace& place,
                                                       DocumentFormat format);

}  // namespace rolecall::service
