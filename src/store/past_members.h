// Members as they were at an instant, from the intervals of their history: some, pages of a team by name, or who held a role. The
// present is the instant now. Names are as they are now.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/id.h"
#include "policy/grants.h"
#include "policy/role.h"
#include "store/member.h"

namespace rolecall::store {

/// A custom role as it was then.
struct PastRole {
  RoleId id;
  policy::GrantSet grants;
};

/// `member` has the state, the roles and the ownership of then; its custom roles stand beside.
struct PastMember {
  Member member;
  std::vector<PastRole> custom;
};

/// By name; without those who were neither active nor suspended then. Few queries, however many they are.
[[nodiscard]] std::vector<PastMember> these_at(Transaction& tx, const TeamId& team, std::span<const MemberId> ids, Instant at);

/// Roles of which any one will do.
struct PastRoles {
  policy::RoleSet built_in;
  std::vector<RoleId> custom;

  [[nodiscard]] bool empty() const { return built_in.empty() && custom.empty(); }
};
/// Holders: active, with at least one of the roles. The others: all the rest of those who were active or suspended.
enum class Holding { one_of_the_roles, none_of_the_roles };

struct PastMemberPage {
  Instant at;
  Holding holding = Holding::none_of_the_roles;
  PastRoles roles;
  std::string after_name;  // the folded name, and the id, of the last one of the page before
  MemberId after;
  int limit = 0;
};
/// By name, ties by id; at most `limit`. Holders and others of one instant together are complete and without repeats over pages.
/// Walks the team by name: for what many of its members are.
[[nodiscard]] std::vector<PastMember> members_at(Transaction& tx, const TeamId& team, const PastMemberPage& page);

/// All holders by name, when there are at most `most`; else nothing. Finds them among the intervals of all who ever held one of
/// these built-in roles, or any custom role: where those are many and few of them held the role at that instant, early ones above
/// all, it looks at more than it finds.
[[nodiscard]] std::optional<std::vector<PastMember>> few_holders_at(Transaction& tx, const TeamId& team, const PastRoles& roles,
                                                                    Instant at, int most);
/// What the role granted; nothing when nobody active held it.
[[nodiscard]] std::optional<policy::GrantSet> grants_at(Transaction& tx, const TeamId& team, const RoleId& role, Instant at);

}  // namespace rolecall::store
