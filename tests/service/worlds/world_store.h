// A store with the accounts that random worlds use. Worlds are loaded into it one after the other and rolled back; what fails is
// made small.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "service/worlds/scene.h"
#include "service/worlds/seeds.h"
#include "support/service_world.h"

namespace rolecall::testing::worlds {

/// A world that failed, made small.
struct Finding {
  std::uint64_t seed = 0;
  World world;
  std::string text;  // what differs, in which world, and how to see it again
};

class WorldStore {
 public:
  /// Throws Disagreement; what else it throws counts as one.
  using Check = std::function<void(const Loaded&)>;

  explicit WorldStore(Which which);

  [[nodiscard]] World make(std::uint64_t seed, WorldSize size) { return random_world(seed, world_.clock().now(), size); }

  /// What differs in this world; nothing when all agree.
  [[nodiscard]] std::optional<std::string> disagreement(const World& made, std::uint64_t seed, const Check& check);

  /// The first of these worlds in which something differs. `goes_on` is asked after each; no: nothing was found.
  [[nodiscard]] std::optional<std::uint64_t> first_failing(const Seeds& seeds, WorldSize size, const Check& check,
                                                           const std::function<bool()>& goes_on);

  /// INVARIANT: the world of this seed fails.
  [[nodiscard]] Finding finding(std::uint64_t seed, WorldSize size, const Check& check);

 private:
  enum class Walk { ends, goes_on };

  void load_and_check(store::Transaction& tx, const World& made, std::uint64_t seed, const Check& check);
  Walk walk_in_one_transaction(const Seeds& seeds, std::function<Walk(store::Transaction&, std::uint64_t)> visit);

  ServiceWorld world_;
  Accounts accounts_;
};

}  // namespace rolecall::testing::worlds
