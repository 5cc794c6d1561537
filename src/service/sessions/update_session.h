// PATCH and DELETE /teams/{team}/sessions/{session}, and shutting one to Session View: what changes a session itself.
#pragma once

#include <optional>
#include <string>

#include "service/environment.h"
#include "service/sessions/create_session.h"
#include "service/sessions/shown_session.h"
#include "store/credential.h"

namespace rolecall::service {

/// What is said of a patient instead of what was; the rest stays.
struct PatientChange {
  std::optional<std::string> name;
  std::optional<std::string> date_of_birth;
  std::optional<std::string> identifier;
};

struct UpdateSession {
  TeamId team;
  SessionId session;
  PatientChange patient;
  std::optional<std::string> context;
  std::optional<Instant> started_at;
  std::optional<SessionStatus> status;
  ConsentConfirmed consent = ConsentConfirmed::no;
  std::optional<std::string> if_match;
};

/// Errors: unauthenticated, not_found, denied (legal_hold among others), stale, invalid at a field, conflict (`consent_needed`).
[[nodiscard]] Result<ShownSession> update_session(store::Transaction& tx, const Environment& environment,
                                                  const store::Credential& credential, const UpdateSession& request);

/// With everything that hangs on it, for good. Errors: unauthenticated, not_found, denied (session.delete, legal_hold), stale.
[[nodiscard]] Result<Done> delete_session(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const TeamId& team, const SessionId& session,
                                          const std::optional<std::string>& if_match = std::nullopt);

enum class Restriction { none, restricted };
/// Hides the session from Session View, or shows it again. Errors: unauthenticated, not_found, denied (session.restrict), stale.
[[nodiscard]] Result<Done> restrict_session(store::Transaction& tx, const Environment& environment,
                                            const store::Credential& credential, const TeamId& team, const SessionId& session,
                                            Restriction restriction, const std::optional<std::string>& if_match = std::nullopt);

enum class LegalHold { none, held };
/// Keeps the session from deletion, retention and being overwritten, or lets go of it; shows and needs no content. Errors:
/// unauthenticated, not_found, denied (session.hold), stale.
[[nodiscard]] Result<Done> hold_session(store::Transaction& tx, const Environment& environment,
                                        const store::Credential& credential, const TeamId& team, const SessionId& session,
                                        LegalHold hold, const std::optional<std::string>& if_match = std::nullopt);

}  // namespace rolecall::service
