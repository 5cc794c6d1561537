// GET …/sessions/{session}/openings: who opened a session, what of it, when and by which right (SPEC sections 8.2 and 8.5).
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "service/environment.h"
#include "store/credential.h"
#include "store/openings.h"

namespace rolecall::service {

struct ReadSessionOpenings {
  TeamId team;
  SessionId session;
  std::int64_t before_seq = std::numeric_limits<std::int64_t>::max();
  int limit = 50;
};

struct ShownOpening {
  store::Opening opening;
  std::string explanation;  // of the right by which it was opened
};

struct OpeningPage {
  std::vector<ShownOpening> items;
  bool has_more = false;
};

/// Newest first. The session's clinician sees it by audit.read_own; whoever reads the team's audit sees it by that right, and
/// such a reading is itself in the audit. Errors: unauthenticated, not_found, denied; write_needed, as record_opening.h has it.
[[nodiscard]] Result<OpeningPage> read_session_openings(store::Transaction& tx, const Environment& environment,
                                                        const store::Credential& credential, const ReadSessionOpenings& request);

}  // namespace rolecall::service
