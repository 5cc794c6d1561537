// The roles that a request names, read against the catalogue and the team's custom roles. Who may give them is policy's.
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "policy/grants.h"
#include "policy/question.h"
#include "policy/role.h"
#include "store/member.h"
#include "store/transaction.h"

namespace rolecall::service {

struct RoleSelection {
  policy::RoleSet roles;
  std::vector<RoleId> custom;      // in the order of their ids, no duplicates
  policy::GrantSet custom_grants;  // what these custom roles grant together
  bool names_owner = false;        // "owner" stood in the list: policy refuses it

  [[nodiscard]] bool empty() const { return roles.empty() && custom.empty() && !names_owner; }
  /// The request of a role.assign that gives all of this to somebody who has nothing yet.
  [[nodiscard]] policy::RoleRequest request() const { return {roles, custom_grants, names_owner}; }
};

/// Names in any order, duplicates folded. Errors: invalid, with a pointer `/roles/0`, `/roles/1`, … at each unknown name; a
/// custom role of another team is as unknown as one that never was.
[[nodiscard]] Result<RoleSelection> read_roles(store::Transaction& tx, const TeamId& team, const std::vector<std::string>& names);

/// The names of the roles for people: "Clinician", then the names of the custom roles.
[[nodiscard]] std::vector<std::string> role_titles(store::Transaction& tx, const store::Member& member);

}  // namespace rolecall::service
