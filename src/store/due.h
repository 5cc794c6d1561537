// What the clock has made due: who returns, which offers are over, which deleted teams are to be erased, what may be forgotten.
#pragma once

#include <vector>

#include "base/id.h"
#include "store/ownership.h"
#include "store/transaction.h"

namespace rolecall::store {

struct DueReturn {
  TeamId team;
  MemberId member;
};
/// Suspended members whose return date has come, oldest first.
[[nodiscard]] std::vector<DueReturn> due_returns(Transaction& tx, int limit);

/// Teams with an offered ownership that is over.
[[nodiscard]] std::vector<TeamId> teams_with_expired_transfer(Transaction& tx, int limit);

/// Teams deleted before `deleted_before` that still hold anything.
[[nodiscard]] std::vector<TeamId> teams_to_erase(Transaction& tx, Instant deleted_before, int limit);
/// Everything of the team goes but its row without a name, and the last checkpoint of its audit. Needs the system's permit.
void erase_team(Transaction& tx, const Permit& permit, const TeamId& team);

}  // namespace rolecall::store
