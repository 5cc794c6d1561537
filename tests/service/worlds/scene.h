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

  /// Others get no further than the door: who is nobody here, an invitation that is bound to no account yet, a key that has
  /// ended.
  [[nodiscard]] bool is_signed_in() const {
    if (member == nullptr || member->state == MemberState::invited) return false;
    return member->by != By::key || (member->state == MemberState::active && member->key_state == KeyState::in_force);
  }

  /// And known in the team.
  [[nodiscard]] bool is_let_in() const {
    return is_signed_in() && (member->state == MemberState::active || member->state == MemberState::suspended);
  }

  /// The rule of the policy on the model's facts; `not_found`, `not_signed_in` and `team_deleted` for who never gets as far as
  /// that.
  [[nodiscard]] std::string expected(policy::Action action, const Place& place, const policy::Request& asked = {}) const {
    if (!is_signed_in()) return member != nullptr && member->by == By::key ? "not_signed_in" : "not_found";
    auto question = question_of(world, team, *member, action, place);
    question.request = asked;
    const auto rule = policy::decide(question).rule;
    const bool may_restore = team.deleted && member->owner;
    return rule == policy::Rule::not_found && may_restore ? "team_deleted" : std::string(policy::name_of(rule));
  }
  [[nodiscard]] bool permits(policy::Action action, const Place& place) const {
    return is_signed_in() && policy::decide(question_of(world, team, *member, action, place)).permitted();
  }
  /// Of the actions that are asked on it.
  [[nodiscard]] policy::ActionSet permitted(const Place& place) const {
    if (!is_signed_in()) return {};
    return policy::allowed_actions(question_of(world, team, *member, {}, place));
  }

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

/// `granted`, or the rule of the refusal, or the name of the error; forgets the audit rows of refusals, for a world is rolled
/// back.
template <class T>
std::string answer_of(const Scene& scene, const Result<T>& result) {
  (void)scene.tx.take_record();
  if (result) return "granted";
  return result.error().refusal ? result.error().refusal->rule : result.error().name;
}

/// As `answer_of`, but what stands in the way behind the policy, as a state that does not fit, counts as granted.
template <class T>
std::string answer_of_policy(const Scene& scene, const Result<T>& result) {
  const std::string answer = answer_of(scene, result);
  if (result) return answer;
  const Code code = result.error().code;
  const bool is_of_policy =
      code == Code::denied || code == Code::not_found || code == Code::unauthenticated || answer == "team_deleted";
  return is_of_policy ? answer : "granted";
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
  std::uint64_t seed = 0;
  std::mt19937_64& random;
};

/// Every member with what he asks with, every account that is in another team, one that is in none, and every key at the door of
/// the other team.
[[nodiscard]] std::vector<Scene> scenes_of(const Loaded& loaded);

}  // namespace rolecall::testing::worlds
