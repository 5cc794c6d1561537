// What a custom role may hold, and what a change of roles gives and takes. Does not store or name custom roles.
#pragma once

#include "policy/decide.h"

namespace rolecall::policy {

/// What may stand in a custom role: neither the owner's grants nor `role.assign` and `role.define` (SPEC section 2,
/// above_own_rights), nor `transcript.update`, which no set of roles without `clinician` may hold (invariant 1).
inline constexpr GrantSet assignable_to_custom_roles = [] {
  GrantSet set = GrantSet::all() - grants_of(Holder::owner);
  for (const Action action : {Action::role_assign, Action::role_define, Action::transcript_update})
    for (const GrantId id : grants_of(action)) set.remove(id);
  return set;
}();
[[nodiscard]] constexpr bool assignable_to_custom_role(GrantId id) { return assignable_to_custom_roles.has(id); }

/// Whether nothing is asked that is not held.
[[nodiscard]] constexpr bool is_within(const GrantSet& asked, const GrantSet& held) { return asked.is_within(held); }

/// What a change of roles gives and takes, as pairs of action and scope.
struct RoleChange {
  GrantSet gained;
  GrantSet lost;
};
[[nodiscard]] RoleChange role_change_preview(const Subject& before, const Subject& after);

}  // namespace rolecall::policy
