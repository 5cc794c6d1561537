// POST /teams/{team}/templates: a personal one, or one of the team.
#pragma once

#include "service/templates/open_template.h"
#include "service/templates/template_fields.h"

namespace rolecall::service {

struct CreateTemplate {
  TeamId team;
  store::Visibility visibility = store::Visibility::personal;
  store::TextKind kind = store::TextKind::note;
  TemplateWords words;
};
/// Errors: unauthenticated, not_found, denied (template.personal.manage, template.team.create, plan_lacks_feature), invalid as
/// check_words.
[[nodiscard]] Result<ShownTemplate> create_template(store::Transaction& tx, const Environment& environment,
                                                    const store::Credential& credential, const CreateTemplate& request);

}  // namespace rolecall::service
