// What the statements of session lists and session searches have in common: $1 and $2 the position, $3 how far
// back, $4 the retention, $5 the limit. For store/*.cc only.
#pragma once

#include <string_view>

#include "store/session_columns.h"
#include "store/session_walks.h"

#define ROLECALL_KEPT " AND (s.created_at >= $4 OR s.legal_hold = 1)"
#define ROLECALL_BEHIND \
  " AND (s.started_at, s.id) < ($1, $2) AND s.started_at >= $3" ROLECALL_KEPT " ORDER BY s.started_at DESC, s.id DESC LIMIT $5"

/// $6 the member, $7 the lowest level, $8 now, $9 the team, $10 the clinician or ''. A session that several shared with the
/// member stands here once, by the last of the shares, or its repeats would take the places of others. The shares are put in
/// order before the sessions are looked up, or PostgreSQL looks up all of them and sorts afterwards.
#define ROLECALL_SHARED                                                                                              \
  "SELECT " ROLECALL_SESSION_COLUMNS                                                                                 \
  " FROM (SELECT h.id, h.session_id, h.started_at, h.status FROM share h "                                           \
  "WHERE h.member_id = $6 AND h.level >= $7 AND h.valid_to IS NULL AND (h.expires_at IS NULL OR h.expires_at > $8) " \
  "ORDER BY h.started_at DESC, h.session_id DESC) h CROSS JOIN session s JOIN member c ON c.id = s.clinician_id "    \
  "WHERE s.id = h.session_id AND NOT EXISTS (SELECT 1 FROM share x WHERE x.session_id = h.session_id "               \
  "AND x.id > h.id AND x.member_id = $6 AND x.level >= $7 AND x.valid_to IS NULL "                                   \
  "AND (x.expires_at IS NULL OR x.expires_at > $8)) AND s.team_id = $9 AND ($10 = '' OR s.clinician_id = $10)"
#define ROLECALL_BEHIND_SHARE                                                         \
  " AND (h.started_at, h.session_id) < ($1, $2) AND h.started_at >= $3" ROLECALL_KEPT \
  " ORDER BY h.started_at DESC, h.session_id DESC LIMIT $5"

/// $6 the member, $7 now, $8 the team, $9 the status or -1, $10 the clinician or ''. They are few, so they are read first.
#define ROLECALL_OPENED_IN_EMERGENCY                                                                                     \
  "SELECT " ROLECALL_SESSION_COLUMNS                                                                                     \
  " FROM (SELECT DISTINCT e.session_id FROM emergency_access a JOIN emergency_session e ON e.access_id = a.id "          \
  "WHERE a.member_id = $6 AND a.ended_at IS NULL AND a.expires_at > $7) o CROSS JOIN session s JOIN member c ON c.id = " \
  "s.clinician_id "                                                                                                      \
  "WHERE s.id = o.session_id AND s.team_id = $8 AND ($9 < 0 OR s.status = $9) AND ($10 = '' OR s.clinician_id = $10)"

namespace rolecall::store {

[[nodiscard]] inline Instant kept_since(const SessionFilter& filter) { return filter.kept_since.value_or(beginning_of_time); }
[[nodiscard]] inline std::int64_t status_or_any(const SessionFilter& filter) {
  return filter.status ? static_cast<std::int64_t>(*filter.status) : -1;
}
/// A view of the filter.
[[nodiscard]] inline std::string_view clinician_or_any(const SessionFilter& filter) {
  return filter.clinician ? std::string_view(filter.clinician->value) : std::string_view();
}

}  // namespace rolecall::store
