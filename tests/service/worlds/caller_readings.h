// What follows from the facts of a caller that the store finds, as readings of the policy (readings.h): decisions, the filter of
// lists, the counts of previews, and whom the banner of Session View names.
#pragma once

#include "policy/filter.h"
#include "service/worlds/scene.h"

namespace rolecall::testing::worlds {

using FilterOf = policy::Filter (*)(const policy::Question&);

void read_as_caller(const Scene& scene);

/// The filter alone, however it is found.
void read_filter(const Scene& scene, FilterOf filter_of);

}  // namespace rolecall::testing::worlds
