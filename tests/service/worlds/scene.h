// One asker in one team of a random world that is loaded in a store, and what the model expects him to be answered.
#pragma once

#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "policy/decide.h"
#include "service/environment.h"
#include "store/transaction.h"
#include "support/worlds/load_world.h"
#include "support/worlds/world_facts.h"

namespace rolecall::testing::worlds {

/// Two readings of the policy differ; the text says which, who asked and about what.
struct Disagreement : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Scene {
  store::Transaction& tx;
  const service::Environment& environment;
  const World& world;
  const Team& team;
  const Member* member;  // null: the asker is nobody in this team
  store::Credential credential;
  std::mt19937_64& random;

  /// The rule of the policy on the model's facts; `not_found` and `not_signed_in` for who never gets as far as that.
  [[nodiscard]] std::string expected(policy::Action action, const Place& place) const {
    // An invitation is bound to no account yet.
    if (member == nullptr || member->state == MemberState::invited) return "not_found";
    if (member->by == By::key && member->state != MemberState::active) return "not_signed_in";
    return std::string(policy::name_of(policy::decide(question_of(world, team, *member, action, place)).rule));
  }
  [[nodiscard]] bool permits(policy::Action action, const Place& place) const { return expected(action, place) == "granted"; }

  /// As a place of this team: a session of another one is unknown here.
  [[nodiscard]] Place place(policy::ResourceKind kind, const Session& session, const Text* text = nullptr) const {
    const bool is_here = std::ranges::find(team.sessions, session.id, &Session::id) != team.sessions.end();
    return {kind, is_here ? &session : nullptr, text};
  }

  void expect_equal(const std::string& what, const std::string& expected_answer, const std::string& answer) const {
    if (expected_answer == answer) return;
    throw Disagreement(what + " by " + (member ? member->id.value : "a stranger") + " in " + team.id.value + ": expected " +
                       expected_answer + ", was answered " + answer);
  }
};

/// `granted`, or the rule of the refusal, or the name of the error; forgets the audit rows of refusals, for a world is rolled back.
template <class T>
std::string answer_of(const Scene& scene, const Result<T>& result) {
  (void)scene.tx.take_record();
  if (result) return "granted";
  return result.error().refusal ? result.error().refusal->rule : result.error().name;
}

/// All sessions of the world, those of other teams too.
template <class Visit>
void for_each_session(const World& world, Visit visit) {
  for (const Team& team : world.teams) {
    for (const Session& session : team.sessions) visit(session);
  }
}

/// A world in a store, for the length of a transaction.
struct Loaded {
  store::Transaction& tx;
  const service::Environment& environment;
  const Accounts& accounts;
  const World& world;
  std::mt19937_64& random;
};

/// Every member with what he asks with, every account that is in no team, and every key at the door of the other team.
[[nodiscard]] inline std::vector<Scene> scenes_of(const Loaded& loaded) {
  const auto& [tx, environment, accounts, world, random] = loaded;
  std::vector<Scene> scenes;
  for (const Team& team : world.teams) {
    for (std::size_t person = 0; person < person_count; ++person) {
      const Member* member = member_of(team, person);
      scenes.push_back({tx, environment, world, team, member,
                        member ? credential_of(accounts, *member) : accounts[person].password, random});
    }
    for (const Team& other : world.teams) {
      if (&other == &team) continue;
      for (const Member& member : other.members) {
        if (member.by != By::key || member.state != MemberState::active) continue;
        scenes.push_back({tx, environment, world, team, nullptr, credential_of(accounts, member), random});
      }
    }
  }
  return scenes;
}

}  // namespace rolecall::testing::worlds
