// Active members by what they hold or have, as candidates: what a custom role grants is the policy's.
#pragma once

#include <vector>

#include "policy/role.h"
#include "store/member.h"

namespace rolecall::store {

/// Active members but `except` who hold one of the roles, or any custom role, by id.
[[nodiscard]] std::vector<Member> holders_of_any(Transaction& tx, const TeamId& team, const policy::RoleSet& roles,
                                                 const MemberId& except);

/// Active members but `except` who are the clinician of a session, by id.
[[nodiscard]] std::vector<Member> members_with_sessions(Transaction& tx, const TeamId& team, const MemberId& except);

}  // namespace rolecall::store
