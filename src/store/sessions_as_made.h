// All sessions of a team, for an export.
#pragma once

#include <optional>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "store/transaction.h"

namespace rolecall::store {

/// Where a session stands in the order in which they were made: no change moves it, and a new one comes last.
struct MadePosition {
  Instant created_at;
  SessionId id;
};
/// At most `limit` behind `after`.
[[nodiscard]] std::vector<MadePosition> sessions_as_made(Transaction& tx, const TeamId& team,
                                                         const std::optional<MadePosition>& after, int limit);

}  // namespace rolecall::store
