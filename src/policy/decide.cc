#include "policy/decide.h"

#include <array>
#include <bit>

#include "policy/custom_role.h"
#include "policy/guards.h"
#include "policy/reach.h"

namespace rolecall::policy {
namespace {

constexpr std::array<GrantSet, holder_count> grants_by_holder = [] {
  std::array<GrantSet, holder_count> sets{};
  for (const HolderEntry& entry : all_holders) sets[static_cast<std::size_t>(entry.holder)] = grants_of(entry.holder);
  return sets;
}();

bool holds_any(const Subject& subject, Action action) {
  for (const GrantId id : grants_of(action))
    if (!holders_of(subject, id).empty()) return true;
  return false;
}

/// In the column order of the table; INVARIANT: not empty.
Holder first_of(HolderSet set) { return static_cast<Holder>(std::countr_zero(set.bits())); }

Decision deny(Rule rule) { return {.effect = Effect::deny, .rule = rule, .grant = std::nullopt}; }

}  // namespace

Decision decide(const Question& question) {
  if (!is_within_sight(question)) return deny(Rule::not_found);
  if (const auto rule = subject_guard(question)) return deny(*rule);
  if (!holds_any(question.subject, question.action)) return deny(Rule::no_grant);
  if (const auto rule = request_guard(question)) return deny(*rule);
  for (const GrantId id : grants_of(question.action)) {
    const HolderSet reaching = holders_reaching(question, id);
    if (!reaching.empty()) return {Effect::permit, Rule::granted, GrantUsed{.id = id, .holder = first_of(reaching)}};
  }
  return deny(scope_obstacle(question));
}

GrantSet grants_of(const Subject& subject) {
  GrantSet set = subject.custom & assignable_to_custom_roles;
  for (const Holder holder : columns_held(subject)) set = set | grants_by_holder[static_cast<std::size_t>(holder)];
  return set;
}

ScopeSet scopes_held(const Subject& subject, Action action) {
  ScopeSet set;
  for (const GrantId id : grants_of(action))
    if (!holders_of(subject, id).empty()) set.add(grant_at(id).scope);
  return set;
}

ActionSet allowed_actions(const Question& question) {
  ActionSet allowed;
  Question asked = question;
  for (const ActionEntry& entry : all_actions) {
    if (!entry.asked_on.has(question.resource.kind)) continue;
    asked.action = entry.action;
    if (decide(asked).permitted()) allowed.add(entry.action);
  }
  return allowed;
}

}  // namespace rolecall::policy
