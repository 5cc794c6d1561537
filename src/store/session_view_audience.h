// Who may look by Session View, as candidates: what each may open is the policy's.
#pragma once

#include <cstdint>
#include <vector>

#include "policy/grants.h"
#include "policy/role.h"
#include "store/member.h"

namespace rolecall::store {

/// Active members but `except` who hold one of the roles, by id; at most `limit`.
[[nodiscard]] std::vector<Member> holders_in_audience(Transaction& tx, const TeamId& team, const policy::RoleSet& roles,
                                                      const MemberId& except, int limit);
/// How many there are of them.
[[nodiscard]] std::int64_t count_in_audience(Transaction& tx, const TeamId& team, const policy::RoleSet& roles,
                                             const MemberId& except);
struct NamedMember {
  Member member;  // its custom roles are only counted
  policy::GrantSet custom;
};
/// Active members but `except` who are named in the team's audience and hold none of the roles, by id, in two queries however
/// many they are.
[[nodiscard]] std::vector<NamedMember> named_in_audience(Transaction& tx, const TeamId& team, const policy::RoleSet& roles,
                                                         const MemberId& except);

/// Sessions of the clinician; with `counted` restricted, only those that are shut to Session View.
enum class Counted { all, restricted };
[[nodiscard]] std::int64_t count_sessions_of(Transaction& tx, const MemberId& clinician, Counted counted);

}  // namespace rolecall::store
