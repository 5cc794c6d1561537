// What may be given, asked as the portal asks before it saves: roles to members, shares of sessions at each level.
#pragma once

#include "service/worlds/scene.h"

namespace rolecall::testing::worlds {

/// One set of roles, drawn anew, to each member of the team, whatever his state.
void read_roles_to_give(const Scene& scene);
void read_shares_to_give(const Scene& scene);

}  // namespace rolecall::testing::worlds
