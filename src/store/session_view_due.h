// When the clock may change what Session View does in a team: its trial or its plan ends. Written down so that it is told then.
#pragma once

#include <optional>
#include <vector>

#include "store/due_team.h"
#include "store/permit.h"

namespace rolecall::store {

/// Teams that are not deleted and of which that instant has come, the longest ago first, behind `after`.
[[nodiscard]] std::vector<DueTeam> teams_with_session_view_due(Transaction& tx, const DueTeam& after, int limit);
[[nodiscard]] std::optional<Instant> session_view_due(Transaction& tx, const TeamId& team);
void set_session_view_due(Transaction& tx, const Permit& permit, const TeamId& team, std::optional<Instant> due);

}  // namespace rolecall::store
