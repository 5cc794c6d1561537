// Sessions whose time is over: which teams have some, which they are, how many a setting would delete. Held ones never are.
// How long a team keeps sessions is store::retention_of; deleting is the use case's.
#pragma once

#include <cstdint>
#include <vector>

#include "store/session.h"

namespace rolecall::store {

/// Teams with a retention whose oldest session had its time before `midnight`, whatever their plan says about it.
[[nodiscard]] std::vector<TeamId> teams_with_expired_sessions(Transaction& tx, Instant midnight);

/// At most `limit` sessions without a legal hold, created at `created_until` or before, oldest first.
[[nodiscard]] std::vector<Session> sessions_created_until(Transaction& tx, const TeamId& team, Instant created_until, int limit);
/// As many as there are of them; exact up to 10,000, and 10,001 where there are more.
[[nodiscard]] std::int64_t count_created_until(Transaction& tx, const TeamId& team, Instant created_until);

}  // namespace rolecall::store
