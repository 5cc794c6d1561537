// Sessions, transcripts, notes and documents as they are served, as readings of the policy (readings.h): whether, why not, and
// the actions that they say are allowed.
#pragma once

#include "service/worlds/scene.h"

namespace rolecall::testing::worlds {

void read_sessions(const Scene& scene);
void read_texts(const Scene& scene);

}  // namespace rolecall::testing::worlds
