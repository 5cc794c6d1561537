// Lists and searches of sessions, as readings of the policy (readings.h): complete, in order, without doubles, over pages of any
// size.
#pragma once

#include "service/worlds/scene.h"

namespace rolecall::testing::worlds {

void read_lists(const Scene& scene);
void read_searches(const Scene& scene);

}  // namespace rolecall::testing::worlds
