// A failing world made small: whatever can be left out while it still fails is left out.
#pragma once

#include <functional>

#include "support/worlds/world.h"

namespace rolecall::testing::worlds {

/// Every world that lacks one thing of this one, together with what depends on it; the largest things first.
[[nodiscard]] std::vector<World> smaller_worlds(const World& world);

/// The smallest world that a walk through smaller ones finds for which `fails` still holds. INVARIANT: it holds for `world`.
[[nodiscard]] World smallest_failing(World world, const std::function<bool(const World&)>& fails);

}  // namespace rolecall::testing::worlds
