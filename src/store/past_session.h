// A session as it was at an instant, and what members then had to do with it, from the intervals of the histories. The present is
// the instant now.
#pragma once

#include <optional>
#include <vector>

#include "base/id.h"
#include "store/session.h"

namespace rolecall::store {

/// Clinician, restriction and hold as they were then; nothing when the session did not exist.
[[nodiscard]] std::optional<Session> session_at(Transaction& tx, const Session& present, Instant at);

/// `then`: the session as session_at has it.
[[nodiscard]] SessionFacts facts_at(Transaction& tx, const Session& then, const MemberId& member, Instant at);

/// To whom something was given that opens this one session: its clinician, holders of shares, assistants of the clinician, and
/// whoever had opened an emergency access. By id. Candidates: whether it opened it is the policy's.
[[nodiscard]] std::vector<MemberId> related_at(Transaction& tx, const Session& then, Instant at);

}  // namespace rolecall::store
