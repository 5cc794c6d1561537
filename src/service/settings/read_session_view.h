// GET /teams/{team}/session-view: what every member has to know of the team's settings: who can view his sessions, whether a
// session asks for consent, when he is signed out.
#pragma once

#include <optional>
#include <string>

#include "service/environment.h"
#include "service/sessions/readable_sessions.h"
#include "store/credential.h"

namespace rolecall::service {

struct SessionViewState {
  bool enabled = false;  // and the plan has it
  Viewers by;            // who can open the caller's sessions by it now; nobody when he may have none
  bool asks_consent = false;
  std::string consent_text;
  std::optional<int> sign_out_minutes;
};

/// Errors: those of authorize for team.read.
[[nodiscard]] Result<SessionViewState> read_session_view(store::Transaction& tx, const Environment& environment,
                                                         const store::Credential& credential, const TeamId& team);

}  // namespace rolecall::service
