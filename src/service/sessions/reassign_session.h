// PUT /teams/{team}/sessions/{session}/clinician: another clinician for one session, without showing its content.
// Handing over everything of who leaves is service/membership/handover.h.
#pragma once

#include <optional>
#include <string>

#include "service/environment.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

struct ReassignSession {
  TeamId team;
  SessionId session;
  MemberId member;  // the new clinician
  std::optional<std::string> if_match = std::nullopt;
};

/// The session's shares end: each came from the old clinician's right. Old and new clinician and the owner are told in the same
/// transaction. Errors: unauthenticated, not_found, denied
/// (session.reassign, reassign_to_self), invalid at `/member` unless it is another active member who may hold own sessions,
/// stale, conflict (`clinician_active`) while the clinician is active and not the caller himself: only his own request counts as
/// his consent (docs/decisions/0007).
[[nodiscard]] Result<Done> reassign_session(store::Transaction& tx, const Environment& environment,
                                            const store::Credential& credential, const ReassignSession& request);

}  // namespace rolecall::service
