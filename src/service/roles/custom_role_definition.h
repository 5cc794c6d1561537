// A custom role as a request describes it, read against the catalogue. What it may hold is policy's (above_own_rights).
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "policy/grants.h"
#include "policy/role.h"
#include "store/custom_roles.h"
#include "store/transaction.h"

namespace rolecall::service {

struct GrantName {
  std::string action;
  std::string scope;
};
BOOST_DESCRIBE_STRUCT(GrantName, (), (action, scope))

enum class Family { admin, clinician };
BOOST_DESCRIBE_ENUM(Family, admin, clinician)

/// What a request changes; of a new role every field is there.
struct RoleDraft {
  std::optional<std::string> name;
  std::optional<Family> family;
  std::optional<std::vector<GrantName>> grants;
};

/// The grants of these names. Errors: invalid at `/grants` when empty, at `/grants/0` and so on for a pair that the table lacks.
[[nodiscard]] Result<policy::GrantSet> read_grants(const std::vector<GrantName>& names);

/// One line of at most 60 characters that neither a built-in role nor another custom role of the team has, whatever the case.
/// Errors: invalid at `/name`; conflict `role_name_taken`.
[[nodiscard]] Result<std::string> check_role_name(store::Transaction& tx, const TeamId& team, const RoleId& self,
                                                  const std::string& typed);

/// Puts what the draft names into the role. Errors: those of the two above.
[[nodiscard]] Result<Done> apply(store::Transaction& tx, const RoleDraft& draft, store::CustomRole& role);

}  // namespace rolecall::service
