#include "policy/passing_on.h"

#include <algorithm>
#include <array>
#include <utility>

#include "policy/decide.h"

namespace rolecall::policy {
namespace {

bool holds(const Subject& subject, Action action, Scope scope) { return scopes_held(subject, action).has(scope); }

/// Whether the subject may do whatever is granted in this scope, on his own content or by the same grants.
bool covers(const Subject& subject, Scope opened, Scope held_in) {
  for (const Grant& grant : grants_table)
    if (grant.scope == opened && !holds(subject, grant.action, held_in)) return false;
  return true;
}

}  // namespace

ShareLevel highest_share(const Subject& subject, Scope held_in) {
  constexpr std::array opened_by{std::pair{ShareLevel::view, Scope::shared_view}, std::pair{ShareLevel::edit, Scope::shared_edit},
                                 std::pair{ShareLevel::full, Scope::shared_full}};
  auto highest = ShareLevel::none;
  for (const auto& [level, opened] : opened_by) {
    if (!covers(subject, opened, held_in == Scope::own ? Scope::own : opened)) break;
    highest = level;
  }
  return highest;
}

ShareLevel highest_share(const Question& question) {
  const Resource& resource = question.resource;
  const bool by_share = !resource.own || resource.share == ShareLevel::full;
  const auto as_clinician = resource.own ? highest_share(question.subject, Scope::own) : ShareLevel::none;
  return by_share ? std::max(as_clinician, highest_share(question.subject, Scope::shared_full)) : as_clinician;
}

bool covers_delegation(const Subject& subject) {
  for (const Grant& grant : grants_table) {
    const bool ends_it = grant.action == Action::delegation_end;
    if (grant.scope == Scope::delegated && !ends_it && !holds(subject, grant.action, Scope::own)) return false;
  }
  return true;
}

}  // namespace rolecall::policy
