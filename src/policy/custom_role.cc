#include "policy/custom_role.h"

namespace rolecall::policy {

RoleChange role_change_preview(const Subject& before, const Subject& after) {
  const GrantSet had = grants_of(before);
  const GrantSet has = grants_of(after);
  return {.gained = has - had, .lost = had - has};
}

}  // namespace rolecall::policy
