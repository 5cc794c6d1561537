// What a server does when it starts, for worlds whose tests ask about the past.
#pragma once

#include "service/access/ruleset.h"
#include "support/service_world.h"

namespace rolecall::testing {

/// Keeps the rules that hold now.
inline void start_server(ServiceWorld& world) {
  const auto kept = world.write([&](store::Transaction& tx) -> Result<Done> {
    service::keep_ruleset(tx, world.environment().plans);
    return Done{};
  });
  EXPECT_TRUE(kept);
}

}  // namespace rolecall::testing
