// Signed checkpoints over audit chains (SPEC section 7): on demand, and by the clock. They are beside the chain, not rows of it:
// a checkpoint that moved its own chain would call for the next one.
#pragma once

#include <string>

#include "audit/checkpoint.h"
#include "base/id.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Over the chain as it stands; the one that is kept already when the chain has not moved and the key is the same.
[[nodiscard]] audit::Checkpoint sign_chain(store::Transaction& tx, const Environment& environment, const std::string& chain);

/// GET /teams/{team}/audit/checkpoint. Needs audit.read; counts as reading. Errors: those of authorize.
[[nodiscard]] Result<audit::Checkpoint> get_checkpoint(store::Transaction& tx, const Environment& environment,
                                                       const store::Credential& credential, const TeamId& team);

/// For the job: checkpoints of chains that moved by 1,000 rows, or whose last one is an hour old. At most 100 at once.
void write_due_checkpoints(store::Transaction& tx, const Environment& environment);

}  // namespace rolecall::service
