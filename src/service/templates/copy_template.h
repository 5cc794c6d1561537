// POST /teams/{team}/templates/{template}/copy, and PATCH …?copy=true: a personal template that begins as another one. A copy of
// one of the team remembers the version it was made of, and so how many versions it is behind (SPEC section 5).
#pragma once

#include <optional>
#include <string>

#include "service/templates/open_template.h"

namespace rolecall::service {

/// Errors: unauthenticated, not_found, denied (template.use, template.personal.manage), conflict (`copied_already`) when the
/// caller has a copy of this template of the team.
[[nodiscard]] Result<ShownTemplate> copy_template(store::Transaction& tx, const Environment& environment,
                                                  const store::Credential& credential, const TemplatePlace& place);

struct EditAsCopy {
  TemplatePlace place;
  std::optional<std::string> name;
  std::optional<std::string> body;
  std::optional<std::string> if_match;  // of the template that is copied
};
/// The edit in a personal copy; in the copy that the caller has already it is the next version, and it is no longer behind. The
/// template itself stays as it is. Errors: unauthenticated, not_found, denied (template.use, template.personal.manage), stale,
/// invalid as check_words.
[[nodiscard]] Result<ShownTemplate> edit_as_copy(store::Transaction& tx, const Environment& environment,
                                                 const store::Credential& credential, const EditAsCopy& request);

}  // namespace rolecall::service
