// Who may look by Session View, as candidates: what each may open is the policy's.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/id.h"
#include "policy/grants.h"
#include "policy/role.h"
#include "store/custom_grants.h"
#include "store/member.h"

namespace rolecall::store {

/// A custom role that stands in the audience, as it is defined now.
struct AudienceRole {
  RoleId id;
  policy::GrantSet grants;
  bool operator==(const AudienceRole&) const = default;
};
/// By id.
[[nodiscard]] std::vector<AudienceRole> custom_roles_in_audience(Transaction& tx, const TeamId& team);
[[nodiscard]] bool is_in_audience(Transaction& tx, const TeamId& team, const RoleId& role);
/// The custom roles of every active member who has any.
[[nodiscard]] std::map<MemberId, std::vector<RoleId>> custom_roles_held(Transaction& tx, const TeamId& team);

/// Roles of which any one will do.
struct AnyOfRoles {
  policy::RoleSet built_in;
  std::vector<RoleId> custom;
};
/// Somebody who may look, with what the policy has to know of him.
struct AudienceMember {
  Member member;  // its custom roles are only counted
  CustomGrants custom;
  bool is_named = false;
};
/// Active members but `except` who hold one of the roles, by id, at most `limit`; in at most two queries.
[[nodiscard]] std::vector<AudienceMember> holders_in_audience(Transaction& tx, const TeamId& team, const AnyOfRoles& roles,
                                                              const MemberId& except, int limit);
/// How many there are of them.
[[nodiscard]] std::int64_t count_in_audience(Transaction& tx, const TeamId& team, const AnyOfRoles& roles,
                                             const MemberId& except);
/// Active members but `except` who are named in the team's audience and hold none of the roles, by id; in at most two queries.
[[nodiscard]] std::vector<AudienceMember> named_in_audience(Transaction& tx, const TeamId& team, const AnyOfRoles& roles,
                                                            const MemberId& except);

/// Sessions of the clinician; with `counted` restricted, only those that are shut to Session View.
enum class Counted { all, restricted };
[[nodiscard]] std::int64_t count_sessions_of(Transaction& tx, const MemberId& clinician, Counted counted);

}  // namespace rolecall::store
