// Runs checks over random worlds, each in a transaction that is rolled back, and makes small what fails.
//
//   class OnePolicy : public WorldTest {};
//   TEST_P(OnePolicy, …) { in_random_worlds(400, [](const Loaded& loaded) { … throw Disagreement(…) … }); }
//   ROLECALL_ON_BOTH_STORES(OnePolicy);
#pragma once

#include "service/worlds/world_store.h"

namespace rolecall::testing::worlds {

class WorldTest : public ::testing::TestWithParam<Which> {
 protected:
  /// `check(loaded)` in this many large worlds, or in a twentieth of them on PostgreSQL.
  void in_random_worlds(std::uint64_t usual, const WorldStore::Check& check) {
    const Seeds seeds = seeds_wanted(usual, GetParam() == Which::sqlite ? 1 : 20);
    const auto failing = store_.first_failing(seeds, WorldSize::large, check, [] { return true; });
    if (failing) FAIL() << store_.finding(*failing, WorldSize::large, check).text;
  }

 private:
  WorldStore store_{GetParam()};
};

}  // namespace rolecall::testing::worlds
