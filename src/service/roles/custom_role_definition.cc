#include "service/roles/custom_role_definition.h"

#include "base/text.h"
#include "policy/catalog.h"

namespace rolecall::service {
namespace {

constexpr std::size_t longest_role_name = 60;

std::optional<policy::GrantId> grant_of(const GrantName& name) {
  const auto action = policy::action_from(name.action);
  const auto scope = policy::scope_from(name.scope);
  if (!action || !scope) return std::nullopt;
  for (const policy::GrantId id : policy::grants_of(*action)) {
    if (policy::grant_at(id).scope == *scope) return id;
  }
  return std::nullopt;
}

bool is_reserved(const std::string& key) {
  if (key == "owner") return true;
  for (const policy::RoleEntry& role : policy::all_roles) {
    if (key == role.name || key == fold(role.title)) return true;
  }
  return false;
}

}  // namespace

Result<policy::GrantSet> read_grants(const std::vector<GrantName>& names) {
  if (names.empty()) return invalid_field("/grants", "expected at least one");
  Error error = invalid_field("", "").error();
  error.fields.clear();
  policy::GrantSet grants;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (const auto id = grant_of(names[i])) {
      grants.add(*id);
    } else {
      error.fields.push_back({"/grants/" + std::to_string(i), "expected an action and a scope of the table of grants"});
    }
  }
  if (!error.fields.empty()) return std::unexpected(std::move(error));
  return grants;
}

Result<std::string> check_role_name(store::Transaction& tx, const TeamId& team, const RoleId& self, const std::string& typed) {
  auto name = one_line(typed, longest_role_name);
  if (!name) return invalid_field("/name", "expected a name of 1 to 60 characters");
  const auto key = fold(*name);
  const auto taken = fail(Code::conflict, "role_name_taken", "the team has a role of this name");
  if (is_reserved(*key)) return taken;
  for (const auto& role : store::list_custom_roles(tx, team)) {
    if (role.id != self && fold(role.name) == key) return taken;
  }
  return std::move(*name);
}

Result<Done> apply(store::Transaction& tx, const RoleDraft& draft, store::CustomRole& role) {
  if (draft.name) {
    auto name = check_role_name(tx, role.team, role.id, *draft.name);
    if (!name) return std::unexpected(std::move(name.error()));
    role.name = std::move(*name);
  }
  if (draft.family) role.family = *draft.family == Family::admin ? policy::RoleFamily::admin : policy::RoleFamily::clinician;
  if (draft.grants) {
    const auto grants = read_grants(*draft.grants);
    if (!grants) return std::unexpected(grants.error());
    role.grants = *grants;
  }
  return Done{};
}

}  // namespace rolecall::service
