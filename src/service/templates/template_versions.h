// GET /teams/{team}/templates/{template}/versions and one of them: who may use a template may see how it came to be.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "service/templates/open_template.h"

namespace rolecall::service {

struct ListTemplateVersions {
  TemplatePlace place;
  std::optional<std::int64_t> before;
  int limit = 50;
};
struct TemplateVersionPage {
  std::vector<store::TemplateVersion> items;
  std::optional<std::int64_t> next;  // nothing on the last page
};
/// Newest first. Errors: unauthenticated, not_found, denied (template.use).
[[nodiscard]] Result<TemplateVersionPage> list_template_versions(store::Transaction& tx, const Environment& environment,
                                                                 const store::Credential& credential,
                                                                 const ListTemplateVersions& request);

/// Errors: as list_template_versions; not_found also when the template has no such version.
[[nodiscard]] Result<store::TemplateVersion> read_template_version(store::Transaction& tx, const Environment& environment,
                                                                   const store::Credential& credential,
                                                                   const TemplatePlace& place, std::int64_t version);

}  // namespace rolecall::service
