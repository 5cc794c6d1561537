// The column list of session, and how a row becomes a struct. For store/*.cc only.
#pragma once

#include "store/session.h"
#include "store/sql.h"

#define ROLECALL_SESSION_COLUMNS                                                                                              \
  "s.id, s.team_id, s.clinician_id, c.name, s.created_by, s.started_at, s.status, s.restricted, s.legal_hold, s.consent_by, " \
  "s.consent_at, s.transcript_revision, s.revision, s.created_at, s.updated_at, s.content"
#define ROLECALL_SESSION_TABLES "session s JOIN member c ON c.id = s.clinician_id"

namespace rolecall::store {

inline constexpr int session_column_count = 16;

[[nodiscard]] inline Session read_session(const Rows& rows) {
  Session session;
  session.id = rows.id<SessionId>(0);
  session.team = rows.id<TeamId>(1);
  session.clinician = rows.id<MemberId>(2);
  session.clinician_name = rows.text(3);
  session.created_by = rows.id<MemberId>(4);
  session.started_at = rows.instant(5);
  session.status = static_cast<SessionStatus>(rows.integer(6));
  session.restricted = rows.flag(7);
  session.legal_hold = rows.flag(8);
  if (!rows.is_null(9)) session.consent = Consent{rows.id<MemberId>(9), rows.instant(10)};
  session.transcript_revision = rows.integer(11);
  session.revision = rows.integer(12);
  session.created_at = rows.instant(13);
  session.updated_at = rows.instant(14);
  session.sealed = rows.bytes(15);
  return session;
}

}  // namespace rolecall::store
