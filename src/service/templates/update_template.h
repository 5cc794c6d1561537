// PATCH /teams/{team}/templates/{template} and POST …/restore: each change is a new version, and the old ones stay.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "service/templates/open_template.h"

namespace rolecall::service {

struct UpdateTemplate {
  TemplatePlace place;
  std::optional<std::string> name;
  std::optional<std::string> body;
  std::optional<std::string> if_match;
};
/// Errors: unauthenticated, not_found, denied (template.personal.manage, template.team.update, plan_lacks_feature), stale,
/// invalid as check_words.
[[nodiscard]] Result<ShownTemplate> update_template(store::Transaction& tx, const Environment& environment,
                                                    const store::Credential& credential, const UpdateTemplate& request);

struct RestoreTemplate {
  TemplatePlace place;
  std::int64_t version = 0;
  std::optional<std::string> if_match;
};
/// Makes the words of an old version the newest one. Errors: as update_template, invalid at `/version` when there is none, and at
/// `/body` when a placeholder of it no longer exists.
[[nodiscard]] Result<ShownTemplate> restore_template(store::Transaction& tx, const Environment& environment,
                                                     const store::Credential& credential, const RestoreTemplate& request);

}  // namespace rolecall::service
