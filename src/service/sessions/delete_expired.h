// Deletes, in the night after their time was over, the sessions that a team keeps no longer (SPEC section 5). Nobody can open
// them before that already: see policy, retention_expired.
#pragma once

#include <cstdint>

#include "service/environment.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Days begin and nights end at midnight UTC.
[[nodiscard]] Instant midnight_before(Instant now);
[[nodiscard]] Instant midnight_after(Instant now);

/// A bounded number of the team's sessions whose time was over at the last midnight, oldest first, each with its own audit row by
/// the system; held ones stay. Gives how many: none when nothing is left, or when the plan has no team policies.
[[nodiscard]] std::int64_t delete_expired_sessions(store::Transaction& tx, const Environment& environment, const TeamId& team);

}  // namespace rolecall::service
