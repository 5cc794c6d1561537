#include "service/worlds/reached.h"

#include <algorithm>
#include <array>

#include "support/worlds/world_facts.h"

namespace rolecall::testing::worlds {
namespace {

using policy::ResourceKind;
using policy::Rule;

constexpr policy::ResourceKinds kinds_in_worlds{ResourceKind::team,    ResourceKind::member,     ResourceKind::template_,
                                                ResourceKind::session, ResourceKind::transcript, ResourceKind::note,
                                                ResourceKind::document};

/// Rules about what is asked for beside action and resource, and about an emergency access as a thing of its own.
constexpr std::array rules_elsewhere{Rule::owner_keeps_administrator, Rule::reassign_to_self, Rule::review_of_own_access};

/// Of these the grants depend on whose it will be, which is nobody's yet.
constexpr policy::ActionSet asked_elsewhere{policy::Action::session_create, policy::Action::api_key_manage,
                                            policy::Action::delegation_end};

bool is_asked_here(policy::Action action) {
  return !(policy::entry_of(action).asked_on & kinds_in_worlds).empty() && !asked_elsewhere.has(action);
}

std::vector<Place> places_in(const Team& team) {
  std::vector<Place> places{{ResourceKind::team}};
  for (const Member& member : team.members) places.push_back({.kind = ResourceKind::member, .target = &member});
  for (const Template& one : team.templates) places.push_back({.kind = ResourceKind::template_, .one_template = &one});
  for (const Session& session : team.sessions) {
    places.push_back({ResourceKind::session, &session});
    places.push_back({ResourceKind::transcript, &session});
    for (const Text& text : session.texts) places.push_back({text.kind, &session, &text});
  }
  return places;
}

/// By nothing but a custom role in the audience of Session View.
bool is_viewed_by_custom_role(const policy::Question& question, const policy::Decision& decision) {
  if (!decision.grant || decision.grant->holder != policy::Holder::custom) return false;
  return policy::grant_at(decision.grant->id).scope == policy::Scope::viewed && !question.team.session_view.names_subject;
}

std::string name_of(const policy::Grant& grant) {
  return "grant " + std::string(policy::name_of(grant.action)) + "/" + std::string(policy::name_of(grant.scope));
}

}  // namespace

void Reached::note(const World& world) {
  for (const Team& team : world.teams) {
    const auto places = places_in(team);
    for (const Member& member : team.members) {
      states_.insert(member.state);
      if (member.by == By::key) key_states_.insert(member.key_state);
      for (const Place& place : places) note(question_of(world, team, member, {}, place));
    }
  }
}

void Reached::note(policy::Question question) {
  for (const policy::ActionEntry& entry : policy::all_actions) {
    if (!entry.asked_on.has(question.resource.kind)) continue;
    question.action = entry.action;
    const auto decision = policy::decide(question);
    rules_.insert(decision.rule);
    if (decision.grant) grants_.add(decision.grant->id);
    views_by_custom_role_ = views_by_custom_role_ || is_viewed_by_custom_role(question, decision);
  }
}

std::vector<std::string> Reached::missing() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < policy::grant_count; ++i) {
    const auto id = static_cast<policy::GrantId>(i);
    if (is_asked_here(policy::grant_at(id).action) && !grants_.has(id)) names.push_back(name_of(policy::grant_at(id)));
  }
  for (const policy::RuleEntry& entry : policy::all_rules) {
    if (std::ranges::find(rules_elsewhere, entry.rule) == rules_elsewhere.end() && !rules_.contains(entry.rule)) {
      names.push_back("rule " + std::string(entry.name));
    }
  }
  if (!views_by_custom_role_) names.emplace_back("a custom role in the audience that alone lets view");
  for (std::size_t i = 0; i < member_state_names.size(); ++i) {
    if (!states_.contains(static_cast<MemberState>(i))) names.push_back("state " + std::string(member_state_names[i]));
  }
  for (const KeyState state : {KeyState::in_force, KeyState::revoked, KeyState::expired}) {
    if (!key_states_.contains(state)) names.push_back("state " + std::to_string(static_cast<int>(state)) + " of keys");
  }
  return names;
}

}  // namespace rolecall::testing::worlds
