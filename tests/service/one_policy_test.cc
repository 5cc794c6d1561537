// One policy, many readings: in random worlds, `decide` over the model's facts, over the facts that the store finds, the filter, lists,
// searches, counts, every object that is served with its allowed_actions, and every attempt to change something give one answer.
#include <functional>
#include <map>
#include <set>

#include "service/worlds/attempts.h"
#include "service/worlds/readings.h"
#include "service/worlds/world_test.h"

namespace rolecall::testing::worlds {
namespace {

using policy::Action;
using policy::ResourceKind;

class OnePolicy : public WorldTest {};

void read_all(const Scene& scene) {
  for (const Reading& reading : all_readings()) reading.check(scene);
}

void run(const Scene& scene, const Attempt& attempt, const Session& session, const Text* text) {
  const auto expected = scene.expected(attempt.action, scene.place(attempt.kind, session, text));
  const auto answer = attempt.run(scene, session, text);
  if (!answer) return;
  scene.expect_equal(std::string(policy::name_of(attempt.action)) + " on " + (text ? text->id : session.id.value), expected, *answer);
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
        if (!scene.permits(attempt.action, scene.place(attempt.kind, session, text))) run(scene, attempt, session, text);
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
        if (!scene.permits(attempt.action, scene.place(attempt.kind, session, text))) return;
        granted[session.id].emplace_back([&scene, &attempt, &session, text] { run(scene, attempt, session, text); });
      });
    }
    for (auto& [session, some] : granted) some[loaded.random() % some.size()]();
  });
}

ROLECALL_ON_BOTH_STORES(OnePolicy);

/// Every row of the table that is about a session, by scope, and every rule: what random worlds never come to, they cannot show.
TEST(RandomWorlds, come_to_every_grant_and_every_rule_about_clinical_content) {
  constexpr policy::ResourceKinds content{ResourceKind::session, ResourceKind::transcript, ResourceKind::note, ResourceKind::document};
  std::set<std::string> reached;
  std::set<policy::Rule> rules;
  const auto ask = [&](const World& world, const Team& team, const Member& member, const Place& place) {
    for (const policy::ActionEntry& entry : policy::all_actions) {
      if (!entry.asked_on.has(place.kind)) continue;
      const auto decision = policy::decide(question_of(world, team, member, entry.action, place));
      rules.insert(decision.rule);
      if (!decision.grant) continue;
      reached.insert(std::string(entry.name) + "/" + std::string(policy::name_of(policy::grant_at(decision.grant->id).scope)));
    }
  };
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const World world = random_world(seed, Instant{1'772'366'400'000});
    for (const Team& team : world.teams) {
      for (const Member& member : team.members) {
        for (const Session& session : team.sessions) {
          ask(world, team, member, {ResourceKind::session, &session});
          ask(world, team, member, {ResourceKind::transcript, &session});
          for (const Text& text : session.texts) ask(world, team, member, {text.kind, &session, &text});
        }
      }
    }
  }
  for (std::size_t i = 0; i < policy::grant_count; ++i) {
    const policy::Grant& grant = policy::grant_at(static_cast<policy::GrantId>(i));
    const auto asked_on = policy::entry_of(grant.action).asked_on;
    if ((asked_on & content).empty() || asked_on.has(ResourceKind::team)) continue;
    const auto name = std::string(policy::name_of(grant.action)) + "/" + std::string(policy::name_of(grant.scope));
    EXPECT_TRUE(reached.contains(name)) << name;
  }
  for (const policy::Rule rule :
       {policy::Rule::subject_not_active, policy::Rule::sign_in_again, policy::Rule::mfa_required, policy::Rule::no_grant,
        policy::Rule::note_signed, policy::Rule::legal_hold, policy::Rule::retention_expired, policy::Rule::plan_lacks_feature,
        policy::Rule::session_view_off, policy::Rule::not_in_audience, policy::Rule::session_restricted,
        policy::Rule::transcripts_not_included, policy::Rule::share_level_too_low, policy::Rule::not_own}) {
    EXPECT_TRUE(rules.contains(rule)) << policy::name_of(rule);
  }
}

}  // namespace
}  // namespace rolecall::testing::worlds
