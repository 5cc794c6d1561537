#include "service/members/role_selection.h"

#include <algorithm>

#include "policy/catalog.h"
#include "store/custom_roles.h"

namespace rolecall::service {
namespace {

/// Adds one name; false when nothing in this team has it.
bool add_name(store::Transaction& tx, const TeamId& team, const std::string& name, RoleSelection& selection) {
  if (name == "owner") return selection.names_owner = true;
  if (const auto role = policy::role_from(name)) {
    selection.roles.add(*role);
    return true;
  }
  const auto custom = store::find_custom_role(tx, team, RoleId{name});
  if (!custom) return false;
  selection.custom.push_back(custom->id);
  selection.custom_grants = selection.custom_grants | custom->grants;
  return true;
}

}  // namespace

Result<RoleSelection> read_roles(store::Transaction& tx, const TeamId& team, const std::vector<std::string>& names) {
  constexpr std::size_t most = 50;
  if (names.size() > most) return invalid_field("/roles", "must have at most 50 entries");
  RoleSelection selection;
  std::vector<FieldError> unknown;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!add_name(tx, team, names[i], selection))
      unknown.push_back({"/roles/" + std::to_string(i), "is not a role of this team"});
  }
  if (!unknown.empty()) {
    return std::unexpected(Error{Code::invalid, "invalid", "a field is invalid", std::move(unknown), std::nullopt, 0});
  }
  std::ranges::sort(selection.custom);
  const auto repeated = std::ranges::unique(selection.custom);
  selection.custom.erase(repeated.begin(), repeated.end());
  return selection;
}

std::vector<std::string> role_titles(store::Transaction& tx, const store::Member& member) {
  std::vector<std::string> titles;
  for (const policy::Role role : member.roles) titles.emplace_back(policy::entry_of(role).title);
  for (const RoleId& id : member.custom_roles) {
    if (const auto role = store::find_custom_role(tx, member.team, id)) titles.push_back(role->name);
  }
  return titles;
}

}  // namespace rolecall::service
