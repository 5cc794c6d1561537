#include "policy/catalog.h"

namespace rolecall::policy {
namespace {

/// Each entry stands at the place of its enumerator, so that the enumerator is its index.
template <class Entries, class Element>
constexpr bool in_order(const Entries& entries, Element Entries::value_type::* element) {
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (static_cast<std::size_t>(entries[i].*element) != i) return false;
  return true;
}
static_assert(in_order(all_actions, &ActionEntry::action));
static_assert(in_order(all_roles, &RoleEntry::role));
static_assert(in_order(all_holders, &HolderEntry::holder));
static_assert(in_order(all_scopes, &ScopeEntry::scope));
static_assert(in_order(all_rules, &RuleEntry::rule));
static_assert(in_order(all_features, &FeatureEntry::feature));

template <class Element, class Entries>
std::optional<Element> named(const Entries& entries, std::string_view name) {
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (entries[i].name == name) return static_cast<Element>(i);
  return std::nullopt;
}

}  // namespace

std::optional<Action> action_from(std::string_view name) { return named<Action>(all_actions, name); }
std::optional<Role> role_from(std::string_view name) { return named<Role>(all_roles, name); }
std::optional<Scope> scope_from(std::string_view name) { return named<Scope>(all_scopes, name); }
std::optional<Rule> rule_from(std::string_view name) { return named<Rule>(all_rules, name); }
std::optional<Feature> feature_from(std::string_view name) { return named<Feature>(all_features, name); }

std::optional<ResourceKind> resource_kind_from(std::string_view name) {
  for (std::size_t i = 0; i < resource_kind_names.size(); ++i)
    if (resource_kind_names[i] == name) return static_cast<ResourceKind>(i);
  return std::nullopt;
}

}  // namespace rolecall::policy
