// Giving a colleague one session, taking it back, and who has it (SPEC section 4). What follows for shares that were passed on is
// share_tree.h's.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "policy/question.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/shares.h"

namespace rolecall::service {

struct ShareSession {
  TeamId team;
  SessionId session;
  MemberId member;
  policy::ShareLevel level = policy::ShareLevel::view;  // never none
  std::optional<Instant> expires_at;                    // cut down to that of the share which is passed on
};

/// The caller's share with this member as it is now; it lowers, raises or prolongs the one he gave before. Shares that others gave
/// stay as they are. Errors: unauthenticated, not_found (session or member), denied (session.share, with share_level_too_low for
/// who holds less than a full share), invalid at `/member` or `/expires_at`, conflict (`share_of_own`) when the caller's only share
/// hangs under one that he gave himself.
[[nodiscard]] Result<store::Share> share_session(store::Transaction& tx, const Environment& environment,
                                                 const store::Credential& credential, const ShareSession& request);

/// Ends every share of the session with this member, and what hangs under them; how many ended. The session's clinician is told
/// when somebody else did it. Errors: unauthenticated, not_found (no such session or share), denied (session.unshare).
[[nodiscard]] Result<std::int64_t> unshare_session(store::Transaction& tx, const Environment& environment,
                                                   const store::Credential& credential, const TeamId& team,
                                                   const SessionId& session, const MemberId& member);

/// In force now, oldest first; shows no content. Errors: unauthenticated, not_found, denied (session.access.read).
[[nodiscard]] Result<std::vector<store::Share>> list_shares(store::Transaction& tx, const Environment& environment,
                                                            const store::Credential& credential, const TeamId& team,
                                                            const SessionId& session);

}  // namespace rolecall::service
