// Runs checks over random worlds, each in a transaction that is rolled back, and makes small what fails.
//
//   class OnePolicy : public WorldTest {};
//   TEST_P(OnePolicy, …) { in_random_worlds(400, [](const Loaded& loaded) { … throw Disagreement(…) … }); }
//   ROLECALL_ON_BOTH_STORES(OnePolicy);
//
// ROLECALL_WORLDS is how many, ROLECALL_SEED the first of them: with it alone, one world is replayed.
#pragma once

#include <cstdlib>

#include "service/worlds/scene.h"
#include "support/service_world.h"
#include "support/worlds/smaller_world.h"

namespace rolecall::testing::worlds {

class WorldTest : public ServiceTest {
 protected:
  void SetUp() override {
    for (std::size_t person = 0; person < person_count; ++person) {
      const auto address = "p" + std::to_string(person) + "@clinic.example";
      const Person somebody = world().signed_in("Person", address);
      const Person again = world().signed_in_again(somebody, service::Proof::totp_code);
      accounts_[person] = {somebody.user, address, somebody.credential, again.credential};
    }
    world().advance(seconds(30));
  }

  /// `check(loaded)` in this many worlds, or in a twentieth of them where each question goes to a database server.
  template <class Check>
  void in_random_worlds(std::uint64_t usual, Check check) {
    const auto first = number_from("ROLECALL_SEED");
    const std::uint64_t begin = first.value_or(1);
    const std::uint64_t here = GetParam() == Which::sqlite ? usual : usual / 20;
    const std::uint64_t count = number_from("ROLECALL_WORLDS").value_or(first ? 1 : here);
    for (std::uint64_t seed = begin; seed < begin + count; ++seed) {
      const World made = random_world(seed, world().clock().now());
      if (disagreement(made, seed, check)) return report(made, seed, check);
    }
  }

  /// What differs in this world; nothing when all agree.
  template <class Check>
  std::optional<std::string> disagreement(const World& made, std::uint64_t seed, Check check) {
    try {
      (void)world().write([&](store::Transaction& tx) -> Result<Done> {
        std::mt19937_64 random(seed);
        load(tx, world().environment().keys.sealer(), accounts_, made);
        check(Loaded{tx, world().environment(), accounts_, made, random});
        (void)tx.take_record();
        return fail(Code::conflict, "rolled_back", "a world is not kept");
      });
    } catch (const Disagreement& found) {
      return found.what();
    }
    return std::nullopt;
  }

 private:
  static std::optional<std::uint64_t> number_from(const char* name) {
    const char* text = std::getenv(name);
    return text ? std::optional(std::strtoull(text, nullptr, 10)) : std::nullopt;
  }

  template <class Check>
  void report(const World& made, std::uint64_t seed, Check check) {
    const auto fails = [&](const World& smaller) { return disagreement(smaller, seed, check).has_value(); };
    const World small = smallest_failing(made, fails);
    FAIL() << disagreement(small, seed, check).value_or("") << "\nin this world, all that is left of seed " << seed
           << " (replay: ROLECALL_SEED=" << seed << "):\n"
           << description_of(small);
  }

  Accounts accounts_;
};

}  // namespace rolecall::testing::worlds
