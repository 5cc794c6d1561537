// Which teams a user is in. Whether they may be shown is the use case's to ask.
#pragma once

#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "store/transaction.h"

namespace rolecall::store {

/// Teams where the user is active or suspended and which are not deleted, and deleted ones that he owns if they were deleted
/// after `restorable_since`; by id, behind `after`.
[[nodiscard]] std::vector<TeamId> teams_of_user(Transaction& tx, const UserId& user, Instant restorable_since,
                                                const TeamId& after, int limit);
/// Active or suspended in a team that is not this one and not deleted.
[[nodiscard]] bool is_in_another_team(Transaction& tx, const UserId& user, const TeamId& team);

}  // namespace rolecall::store
