// GET …/documents/{document}.pdf and .txt: a document for paper, an opening like any other reading (SPEC section 5). It is opened
// in a transaction and rendered after it: the one writer of SQLite does not wait for pages to be laid out.
#pragma once

#include <string>
#include <string_view>

#include "service/texts/texts.h"

namespace rolecall::service {

enum class DocumentFormat { pdf, plain_text };

/// More is no letter: a hundred thousand characters of prose are some forty.
inline constexpr std::size_t most_document_pages = 500;

/// What goes on paper.
struct OpenedDocument {
  std::string id;
  store::TextContent content;
  std::string footer;
};

struct RenderedDocument {
  std::string bytes;
  std::string_view media_type;
  std::string file_name;  // ASCII, made from the id: a file name is no place for clinical text
};

/// Title and body of the present version, with the content footer of the team while its plan has team policies. Every guard of
/// document.read holds, and the opening is recorded. Errors: as read_text.
[[nodiscard]] Result<OpenedDocument> open_document(store::Transaction& tx, const Environment& environment,
                                                   const store::Credential& credential, const TextPlace& place);

/// Takes its time, and needs no transaction. Errors, of PDFs alone: as clinical::pdf_of.
[[nodiscard]] Result<RenderedDocument> render(const OpenedDocument& document, DocumentFormat format);

}  // namespace rolecall::service
