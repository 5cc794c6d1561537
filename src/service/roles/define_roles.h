// The roles of a team, and the custom ones that it defines (SPEC section 2: Enterprise). Giving roles is service/membership.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/action.h"
#include "service/environment.h"
#include "service/roles/custom_role_definition.h"
#include "store/credential.h"

namespace rolecall::service {

struct CustomRoleView {
  store::CustomRole role;
  policy::ActionSet allowed_actions;
};

/// The custom roles of a team, and what its caller could do about them.
struct CustomRoles {
  std::vector<CustomRoleView> roles;
  std::optional<Refusal> locked;  // why the caller cannot define one now
  policy::GrantSet definable;     // what the caller may put into one, when it is not locked
};

/// GET /teams/{team}/roles; the built-in ones stand in the catalogue. Errors: those of authorize.
[[nodiscard]] Result<CustomRoles> list_roles(store::Transaction& tx, const Environment& environment,
                                             const store::Credential& credential, const TeamId& team);

/// One custom role with its revision. Errors: those of authorize; not_found.
[[nodiscard]] Result<CustomRoleView> get_role(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const TeamId& team, const RoleId& id);

/// Errors: those of authorize (role.define, within the own rights), of read_grants and check_role_name. INVARIANT: the draft is
/// complete.
[[nodiscard]] Result<CustomRoleView> define_role(store::Transaction& tx, const Environment& environment,
                                                 const store::Credential& credential, const TeamId& team, const RoleDraft& draft);

struct ChangeCustomRole {
  TeamId team;
  RoleId role;
  RoleDraft draft;
  std::optional<std::string> if_match;
};
/// Takes effect on the holders' next request; whoever loses the right to invite or to share loses his pending invitations or the
/// shares and delegations he gave. What a role in the audience of Session View opens is told to those whose sessions it opens.
/// Only what is newly granted has to be within the own rights. Errors: those of define_role; stale.
[[nodiscard]] Result<CustomRoleView> change_custom_role(store::Transaction& tx, const Environment& environment,
                                                        const store::Credential& credential, const ChangeCustomRole& request);

/// Errors: those of authorize; stale; conflict `role_in_use` with the holders, named as the caller may see them; conflict
/// `role_in_audience` when nobody holds it and the settings of Session View name it.
[[nodiscard]] Result<Done> delete_role(store::Transaction& tx, const Environment& environment,
                                       const store::Credential& credential, const ChangeCustomRole& request);

}  // namespace rolecall::service
