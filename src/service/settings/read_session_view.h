// GET /teams/{team}/session-view: what every member has to know of the team's settings: who can view his sessions, whether a
// session asks for consent, when he is signed out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/environment.h"
#include "store/credential.h"
#include "store/member.h"

namespace rolecall::service {

struct SessionViewState {
  bool enabled = false;           // and the plan has it
  std::vector<store::Member> by;  // who can open the caller's sessions by it now; empty when he may have none
  bool include_transcripts = false;
  bool asks_consent = false;
  std::string consent_text;
  std::optional<int> sign_out_minutes;
};

/// Errors: those of authorize for team.read.
[[nodiscard]] Result<SessionViewState> read_session_view(store::Transaction& tx, const Environment& environment,
                                                         const store::Credential& credential, const TeamId& team);

}  // namespace rolecall::service
