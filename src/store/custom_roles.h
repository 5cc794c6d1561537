// Custom roles as stored: a name, a family and the grants chosen from the table (SPEC section 2). What they may hold is policy's.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "policy/grants.h"
#include "policy/role.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

struct CustomRole {
  RoleId id;
  TeamId team;
  std::string name;
  policy::RoleFamily family = policy::RoleFamily::clinician;
  policy::GrantSet grants;
  std::int64_t revision = 1;
  Instant created_at;
};

/// `[["note.read","own"],…]`, in the table's order. Reading skips pairs that the table no longer has: they grant nothing.
[[nodiscard]] std::string grants_as_json(const policy::GrantSet& grants);
[[nodiscard]] policy::GrantSet grants_from_json(std::string_view json);

/// Those that are not deleted, by name.
[[nodiscard]] std::vector<CustomRole> list_custom_roles(Transaction& tx, const TeamId& team);
[[nodiscard]] std::optional<CustomRole> find_custom_role(Transaction& tx, const TeamId& team, const RoleId& id);
/// What each is called now, also deleted ones.
[[nodiscard]] std::map<RoleId, std::string> custom_role_names(Transaction& tx, const TeamId& team);
/// The roles with their names and grants as they are now, for the history: a later rename leaves it alone.
[[nodiscard]] std::string custom_roles_as_json(Transaction& tx, const std::vector<RoleId>& roles);
/// Current members (invited, active, suspended) who hold the role.
[[nodiscard]] std::vector<MemberId> holders_of(Transaction& tx, const RoleId& role);

void insert_custom_role(Transaction& tx, const Permit& permit, const Recorded& recorded, const CustomRole& role);
/// Writes name, family and grants, raises `role.revision`; the history of every holder gets a new interval.
void save_custom_role(Transaction& tx, const Permit& permit, const Recorded& recorded, CustomRole& role);
/// INVARIANT: nobody holds it.
void delete_custom_role(Transaction& tx, const Permit& permit, const Recorded& recorded, const CustomRole& role);

}  // namespace rolecall::store
