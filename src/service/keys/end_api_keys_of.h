// The cascade behind "this team's API keys end" when their maker loses his access.
#pragma once

#include <cstdint>

#include "store/member.h"
#include "store/permit.h"
#include "store/team.h"

namespace rolecall::service {

/// How many ended; each has its own audit row with the system as actor.
std::int64_t end_api_keys_of(store::Transaction& tx, const store::Team& team, const store::Member& maker,
                             store::SystemReason reason);

}  // namespace rolecall::service
