// Runs an endpoint at most once for each Idempotency-Key, inside the endpoint's own transaction.
#pragma once

#include "http/api.h"

namespace rolecall::http {

/// The endpoint's reply, or the kept one. Errors: `invalid` when the key was used with another body or query or is longer than
/// 255 bytes, `conflict` (`not_replayable`) when the kept answer held a secret; those of reading the team (or of not being
/// signed in) for who has lost that right since.
[[nodiscard]] Result<Reply> run_once(store::Transaction& tx, const service::Environment& environment, const Call& call,
                                     const Route& route);

}  // namespace rolecall::http
