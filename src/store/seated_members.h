// The members who may occupy a seat.
#pragma once

#include <vector>

#include "store/member.h"

namespace rolecall::store {

/// Active members, and invited ones whose invitation still runs; without their custom roles.
[[nodiscard]] std::vector<Member> seated_members(Transaction& tx, const TeamId& team);

}  // namespace rolecall::store
