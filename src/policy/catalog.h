// The one list of actions, roles, scopes, rules and features, their names and sentences: this header opens all of it.
// Docs, OpenAPI enums, TypeScript types, the role picker and every refusal are made from here. Knows no facts.
#pragma once

#include <optional>
#include <string_view>

#include "policy/action.h"
#include "policy/feature.h"
#include "policy/role.h"
#include "policy/rule.h"
#include "policy/scope.h"

namespace rolecall::policy {

[[nodiscard]] constexpr const ActionEntry& entry_of(Action action) { return all_actions[static_cast<std::size_t>(action)]; }
[[nodiscard]] constexpr const RoleEntry& entry_of(Role role) { return all_roles[static_cast<std::size_t>(role)]; }
[[nodiscard]] constexpr const HolderEntry& entry_of(Holder holder) { return all_holders[static_cast<std::size_t>(holder)]; }
[[nodiscard]] constexpr const ScopeEntry& entry_of(Scope scope) { return all_scopes[static_cast<std::size_t>(scope)]; }
[[nodiscard]] constexpr const RuleEntry& entry_of(Rule rule) { return all_rules[static_cast<std::size_t>(rule)]; }
[[nodiscard]] constexpr const FeatureEntry& entry_of(Feature feature) { return all_features[static_cast<std::size_t>(feature)]; }

/// The name of anything in the catalogue, as it stands in the API, the audit and the grants table.
[[nodiscard]] constexpr std::string_view name_of(auto element) { return entry_of(element).name; }
[[nodiscard]] constexpr std::string_view name_of(ResourceKind kind) {
  return resource_kind_names[static_cast<std::size_t>(kind)];
}

/// The element of that exact name, or none: an unknown name is refused by the caller, never guessed.
[[nodiscard]] std::optional<Action> action_from(std::string_view name);
[[nodiscard]] std::optional<Role> role_from(std::string_view name);
[[nodiscard]] std::optional<Scope> scope_from(std::string_view name);
[[nodiscard]] std::optional<Rule> rule_from(std::string_view name);
[[nodiscard]] std::optional<Feature> feature_from(std::string_view name);
[[nodiscard]] std::optional<ResourceKind> resource_kind_from(std::string_view name);

/// The feature without which this setting may not be switched on; none for settings of every plan (SPEC section 6).
[[nodiscard]] constexpr std::optional<Feature> feature_for_setting(Setting setting) {
  switch (setting) {
    case Setting::session_view:
      return Feature::session_view;
    case Setting::require_mfa:
    case Setting::consent_prompt:
    case Setting::content_footer:
    case Setting::retention_days:
      return Feature::team_policies;
    case Setting::emergency_access:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace rolecall::policy
