// A session as it was at an instant, and what members then had to do with it, from the intervals of the histories. The present is
// the instant now.
#pragma once

#include <map>
#include <optional>

#include "base/id.h"
#include "store/session.h"

namespace rolecall::store {

/// Clinician, restriction and hold as they were then; nothing when the session did not exist.
[[nodiscard]] std::optional<Session> session_at(Transaction& tx, const Session& present, Instant at);

/// What opens this one session to a member, beside that he may be its clinician.
struct Given {
  policy::ShareLevel share = policy::ShareLevel::none;
  bool delegated = false;
  bool emergency_open = false;
};
/// To whom something was given: its clinician, holders of shares, assistants of the clinician, and whoever had opened an
/// emergency access. Whether it opened it is the policy's. `then`: the session as session_at has it. One query.
[[nodiscard]] std::map<MemberId, Given> related_at(Transaction& tx, const Session& then, Instant at);

}  // namespace rolecall::store
