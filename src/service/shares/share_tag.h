// What a change of somebody's shares of a session is held against (If-Match): those that the caller is shown, as they are now.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/sessions/permitted_session.h"
#include "store/shares.h"

namespace rolecall::service {

/// Of all shares with the member for who sees who can open the session (session.access.read), else of those that the caller gave
/// himself, so that it tells nobody of others' shares. Empty: he is shown none. `shares`: of the session, in force at `now`.
[[nodiscard]] std::string share_tag(const PermittedSession& permitted, const std::vector<store::Share>& shares,
                                    const MemberId& member, Instant now);

/// Success when nothing was expected. Error: stale when `expected` is another tag.
[[nodiscard]] Result<Done> check_share_tag(const std::optional<std::string>& expected, const std::string& tag);

}  // namespace rolecall::service
