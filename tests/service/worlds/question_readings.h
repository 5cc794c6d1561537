// Questions about rights that are answered without doing anything, as readings of the policy (readings.h).
#pragma once

#include "service/worlds/scene.h"

namespace rolecall::testing::worlds {

/// AuthZEN evaluations: of the caller himself, and of colleagues by who may ask about them.
void read_evaluations(const Scene& scene);
/// "Who can open this session".
void read_access_panel(const Scene& scene);

}  // namespace rolecall::testing::worlds
