// Giving a colleague one session and taking it back (SPEC section 4). What follows for shares that were passed on is
// share_tree.h's.
#pragma once

#include <cstdint>

#include "service/shares/plan_share.h"
#include "service/shares/shown_share.h"

namespace rolecall::service {

/// The caller's share with this member as it is now; it lowers, raises or prolongs the one he gave before. Shares that others
/// gave stay as they are. Errors: those of plan_share.
[[nodiscard]] Result<ShownShare> share_session(store::Transaction& tx, const Environment& environment,
                                               const store::Credential& credential, const ShareSession& request);

/// Ends every share of the session with this member, and what hangs under them; how many ended. The session's clinician is told
/// when somebody else did it. Errors: unauthenticated, not_found (no such session or share), denied (session.unshare), stale.
[[nodiscard]] Result<std::int64_t> unshare_session(store::Transaction& tx, const Environment& environment,
                                                   const store::Credential& credential, const TeamId& team,
                                                   const SessionId& session, const MemberId& member,
                                                   const std::optional<std::string>& if_match = std::nullopt);

}  // namespace rolecall::service
