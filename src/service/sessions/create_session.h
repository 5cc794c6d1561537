// POST /teams/{team}/sessions: one's own, or for a clinician who has delegated to the caller.
#pragma once

#include <optional>

#include "policy/question.h"
#include "service/environment.h"
#include "service/sessions/shown_session.h"
#include "store/caller.h"
#include "store/credential.h"

namespace rolecall::service {

enum class ConsentConfirmed { no, yes };

struct CreateSession {
  TeamId team;
  store::SessionContent content;
  std::optional<Instant> started_at;  // nothing: now
  std::optional<MemberId> clinician;  // nothing: the caller
  SessionStatus status = SessionStatus::draft;
  ConsentConfirmed consent = ConsentConfirmed::no;
};

/// Asked on the team (SPEC section 9): for oneself, or for a clinician who has delegated to the caller now.
[[nodiscard]] policy::Question ask_to_create(store::Transaction& tx, const store::TeamCaller& caller, const MemberId& clinician);

/// Errors: unauthenticated, not_found, denied (session.create), invalid at a field, conflict (`consent_needed`).
[[nodiscard]] Result<ShownSession> create_session(store::Transaction& tx, const Environment& environment,
                                                  const store::Credential& credential, const CreateSession& request);

}  // namespace rolecall::service
