// Looks at many small worlds, on every core: each has a store and a range of the seeds of its own.
#pragma once

#include <optional>
#include <string>

#include "service/worlds/world_store.h"

namespace rolecall::testing::worlds {

struct ManyWorlds {
  Which which = Which::sqlite;
  Seeds seeds;
  /// Called on several threads.
  WorldStore::Check check;
};

/// What was found first, made small; nothing when all agree. Prints how far it is when it takes long, and how fast it was.
[[nodiscard]] std::optional<Finding> first_finding(const ManyWorlds& worlds);

}  // namespace rolecall::testing::worlds
