// POST /teams/{team}/templates/preview: how a template would read, with the values of an invented patient. Stores nothing and
// opens no session.
#pragma once

#include <string>
#include <vector>

#include "clinical/placeholders.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/session_text.h"
#include "store/transaction.h"

namespace rolecall::service {

struct PreviewTemplate {
  TeamId team;
  store::TextKind kind = store::TextKind::note;
  std::string body;
};
struct TemplatePreview {
  std::vector<clinical::PlaceholderError> errors;
  std::string rendered;  // empty when there are errors
};
/// Errors: unauthenticated, not_found, denied (template.use), invalid at `/body` when it is too long.
[[nodiscard]] Result<TemplatePreview> preview_template(store::Transaction& tx, const Environment& environment,
                                                       const store::Credential& credential, const PreviewTemplate& request);

/// Success for who may use templates in the team: the list of placeholders is the same for all. Errors: unauthenticated,
/// not_found, denied (template.use).
[[nodiscard]] Result<Done> ask_for_placeholders(store::Transaction& tx, const Environment& environment,
                                                const store::Credential& credential, const TeamId& team);

}  // namespace rolecall::service
