// PUT /teams/{team}/members/{member}/roles: the heart of the product. In force on the member's next request, everywhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/grants.h"
#include "service/environment.h"
#include "service/members/member_view.h"
#include "service/sessions/readable_sessions.h"
#include "store/credential.h"

namespace rolecall::service {

struct ChangeRoles {
  TeamId team;
  MemberId member;
  std::vector<std::string> roles;  // the complete set afterwards
  std::optional<std::string> if_match;
};

/// Also edits a pending invitation, under the rules of creating one. Whoever loses the right to invite loses his pending
/// invitations with it, whoever loses the right to open an emergency access those that are open. Errors: unauthenticated,
/// not_found, denied (owner_protected, owner_keeps_administrator, above_own_rights, …), invalid at `/roles`, conflict
/// (`not_current`) for removed and ended ones, stale.
[[nodiscard]] Result<MemberView> change_roles(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const ChangeRoles& request);

/// What the change would give and take. `sessions` are clinical sessions that the member could read.
struct RoleChangePreview {
  policy::GrantSet gained;
  policy::GrantSet lost;
  std::vector<std::string> warnings;  // sentences
  ReadableChange sessions;
};

/// As change_roles, and writes nothing.
[[nodiscard]] Result<RoleChangePreview> preview_roles(store::Transaction& tx, const Environment& environment,
                                                      const store::Credential& credential, const ChangeRoles& request);

}  // namespace rolecall::service
