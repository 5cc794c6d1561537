// Whose address has used a trial: keyed hashes (service/teams/trial_owner.h) that outlive teams and accounts. Starts no trial.
#pragma once

#include <string>

#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

/// Remembers it for good. False when the address had used one already, which another team may have done an instant ago.
[[nodiscard]] bool use_trial(Transaction& tx, const Permit& permit, const std::string& owner_hash);

}  // namespace rolecall::store
