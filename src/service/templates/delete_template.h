// DELETE /teams/{team}/templates/{template}, and GET …/impact: what hangs on it. Notes, documents and personal copies that were
// made from it stay as they are; proposals to change it can only be declined then.
#pragma once

#include <cstdint>

#include "service/templates/open_template.h"

namespace rolecall::service {

/// Errors: unauthenticated, not_found, denied (template.personal.manage, template.team.delete, plan_lacks_feature), stale.
[[nodiscard]] Result<Done> delete_template(store::Transaction& tx, const Environment& environment,
                                           const store::Credential& credential, const TemplatePlace& place,
                                           const std::optional<std::string>& if_match = std::nullopt);

struct TemplateImpact {
  std::int64_t personal_copies = 0;
  std::int64_t notes = 0;
  std::int64_t documents = 0;
  std::int64_t waiting_proposals = 0;  // to change it
};
/// How much hangs on it: numbers only, so that no session is named. Errors: as delete_template.
[[nodiscard]] Result<TemplateImpact> impact_of_template(store::Transaction& tx, const Environment& environment,
                                                        const store::Credential& credential, const TemplatePlace& place);

}  // namespace rolecall::service
