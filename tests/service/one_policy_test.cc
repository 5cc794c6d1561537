// One policy, many readings: in random worlds, `decide` over the model's facts, over the facts that the store finds, the filter,
// lists, searches, counts, every object that is served with its allowed_actions, and every attempt to change something give one
// answer.
#include <functional>
#include <map>

#include "service/worlds/attempts.h"
#include "service/worlds/reached.h"
#include "service/worlds/readings.h"
#include "service/worlds/world_test.h"

namespace rolecall::testing::worlds {
namespace {

using policy::Action;

class OnePolicy : public WorldTest {};

void run(const Scene& scene, const Attempt& attempt, const Session& session, const Text* text) {
  const auto expected = attempt.expected(scene, session, text);
  const auto answer = attempt.run(scene, session, text);
  if (!answer) return;
  scene.expect_equal(std::string(policy::name_of(attempt.action)) + " on " + (text ? text->id : session.id.value), expected,
                     *answer);
}

TEST_P(OnePolicy, is_read_alike_in_every_way_in_random_worlds) {
  in_random_worlds(1'000, [](const Loaded& loaded) {
    for (const Scene& scene : scenes_of(loaded)) read_all(scene);
  });
}

TEST_P(OnePolicy, refuses_every_change_that_it_does_not_grant_and_then_nothing_has_changed) {
  in_random_worlds(400, [](const Loaded& loaded) {
    for (const Scene& scene : scenes_of(loaded)) {
      for_each_attempt(scene, [&](const Attempt& attempt, const Session& session, const Text* text) {
        if (attempt.expected(scene, session, text) != "granted") run(scene, attempt, session, text);
      });
    }
    for (const Scene& scene : scenes_of(loaded)) read_all(scene);
  });
}

/// An attempt that is granted changes its session, so there is one for each.
TEST_P(OnePolicy, lets_every_change_happen_that_it_grants) {
  in_random_worlds(1'000, [](const Loaded& loaded) {
    std::map<SessionId, std::vector<std::function<void()>>> granted;
    const auto scenes = scenes_of(loaded);
    for (const Scene& scene : scenes) {
      for_each_attempt(scene, [&](const Attempt& attempt, const Session& session, const Text* text) {
        if (attempt.expected(scene, session, text) != "granted") return;
        granted[session.id].emplace_back([&scene, &attempt, &session, text] { run(scene, attempt, session, text); });
      });
    }
    for (auto& [session, some] : granted) some[loaded.random() % some.size()]();
  });
}

ROLECALL_ON_BOTH_STORES(OnePolicy);

TEST(LargeWorlds, come_to_every_grant_and_rule) {
  Reached reached;
  for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
    reached.note(random_world(seed, Instant{1'772'366'400'000}, WorldSize::large));
  }
  EXPECT_EQ(reached.missing(), std::vector<std::string>{});
}

}  // namespace
}  // namespace rolecall::testing::worlds
