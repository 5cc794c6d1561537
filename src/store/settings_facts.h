// What the team settings need beside the team's own row: custom roles and named members in the audience of Session View, and who
// a demand would stop.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

/// Replaces the named audience. Call it before save_team, whose history keeps the audience too. Reading: session_view_members.
void save_session_view_members(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamId& team,
                               const std::vector<MemberId>& members);

/// Of the named audience those who are invited, active or suspended now, by id: whoever has left the team stays named until the
/// audience is saved, and that means nothing.
[[nodiscard]] std::vector<MemberId> current_session_view_members(Transaction& tx, const TeamId& team);

/// The custom roles in the audience, by id.
[[nodiscard]] std::vector<RoleId> session_view_custom_roles(Transaction& tx, const TeamId& team);
/// Replaces them. Call it before save_team as well. INVARIANT: they are roles of this team that are not deleted.
void save_session_view_custom_roles(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamId& team,
                                    const std::vector<RoleId>& roles);

/// Active members whose account has no confirmed second factor.
[[nodiscard]] std::int64_t members_without_second_factor(Transaction& tx, const TeamId& team);

}  // namespace rolecall::store
