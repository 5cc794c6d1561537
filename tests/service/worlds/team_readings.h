// A team, its members and its templates, as readings of the policy (readings.h): what is shown, and the allowed_actions beside
// it.
#pragma once

#include "service/worlds/scene.h"

namespace rolecall::testing::worlds {

void read_team(const Scene& scene);
void read_members(const Scene& scene);
void read_templates(const Scene& scene);

}  // namespace rolecall::testing::worlds
