// GET /teams/{team}/templates and one of them: the team's, and the caller's own personal ones.
#pragma once

#include <optional>
#include <vector>

#include "service/templates/open_template.h"

namespace rolecall::service {

/// Errors: unauthenticated, not_found, denied (template.use).
[[nodiscard]] Result<ShownTemplate> read_template(store::Transaction& tx, const Environment& environment,
                                                  const store::Credential& credential, const TemplatePlace& place);

struct ListTemplates {
  TeamId team;
  std::optional<store::TextKind> kind;
  std::optional<store::Visibility> visibility;
  std::optional<store::TemplatePosition> after;
  int limit = 50;
};
struct TemplatePage {
  std::vector<ShownTemplate> items;
  std::optional<store::TemplatePosition> next;  // nothing on the last page
};
/// By name; exactly the templates that template.use permits. Errors: unauthenticated, not_found, denied.
[[nodiscard]] Result<TemplatePage> list_templates(store::Transaction& tx, const Environment& environment,
                                                  const store::Credential& credential, const ListTemplates& request);

}  // namespace rolecall::service
