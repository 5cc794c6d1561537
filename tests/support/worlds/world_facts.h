// What a random world means for the policy: the facts of a question, found by walking the model. Shares nothing with the SQL and
// the services that find them in a store; only the words of policy/question.h.
#pragma once

#include "support/worlds/world.h"

namespace rolecall::testing::worlds {

/// What a question is about: the team itself, or one thing in it; without a session it is one that the team does not have.
struct Place {
  policy::ResourceKind kind = policy::ResourceKind::session;
  const Session* session = nullptr;
  const Text* text = nullptr;
  const Member* target = nullptr;
  const Template* one_template = nullptr;
};

/// Asked by this member with what he asks with.
[[nodiscard]] policy::Question question_of(const World& world, const Team& team, const Member& member, policy::Action action,
                                           const Place& place);

/// Asked about this member by somebody else: what he asks with says nothing then, and his login counts as met (SPEC section 2).
[[nodiscard]] policy::Question question_about(const World& world, const Team& team, const Member& member, policy::Action action,
                                              const Place& place);

/// In force now, the highest; `none` without any.
[[nodiscard]] policy::ShareLevel share_in_force(const World& world, const Team& team, const Session& session,
                                                const Member& member);
[[nodiscard]] bool delegation_in_force(const World& world, const Team& team, const Session& session, const Member& member);
[[nodiscard]] bool emergency_is_open(const World& world, const Team& team, const Session& session, const Member& member);
[[nodiscard]] policy::FeatureSet features_in_force(const World& world, const Team& team);

}  // namespace rolecall::testing::worlds
