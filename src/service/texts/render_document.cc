#include "service/texts/render_document.h"

#include "clinical/printed.h"
#include "service/sessions/record_opening.h"
#include "service/texts/open_text.h"

namespace rolecall::service {
namespace {

std::string footer_of(const store::TeamCaller& caller) {
  const bool has_policies = caller.team_facts.features.has(policy::Feature::team_policies);
  return has_policies ? caller.team.settings.content_footer : std::string();
}

}  // namespace

Result<OpenedDocument> open_document(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                     const TextPlace& place) {
  const auto opened = open_text_for(tx, environment, credential, place, actions_of(place.kind).read);
  if (!opened) return std::unexpected(opened.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), place.team);
  auto content = store::open_text(vault, *opened->text);
  if (!content) return std::unexpected(content.error());
  const auto recorded =
      record_opening(tx, opened->caller, opened->permit, opened->session.session, {actions_of(place.kind).name, place.id});
  if (!recorded) return std::unexpected(recorded.error());
  return OpenedDocument{place.id, std::move(*content), footer_of(opened->caller)};
}

Result<RenderedDocument> render(const OpenedDocument& document, DocumentFormat format) {
  const clinical::Printed printed{document.content.title, clinical::parse_markdown(document.content.body), document.footer};
  if (format == DocumentFormat::plain_text) {
    return RenderedDocument{clinical::plain_text_of(printed), "text/plain; charset=utf-8", document.id + ".txt"};
  }
  auto pdf = clinical::pdf_of(printed, most_document_pages);
  if (!pdf) return std::unexpected(pdf.error());
  return RenderedDocument{std::move(*pdf), "application/pdf", document.id + ".pdf"};
}

}  // namespace rolecall::service
