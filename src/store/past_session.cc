#include "store/past_session.h"

#include "store/sql.h"

// What was in force at the instant $2 of the session $1, of the clinician $3.
#define ROLECALL_SHARE_THEN                                                                                 \
  "share h WHERE h.session_id = $1 AND h.valid_from <= $2 AND (h.valid_to IS NULL OR h.valid_to > $2) AND " \
  "(h.expires_at IS NULL OR h.expires_at > $2)"
// Only of a clinician who was active. None begins before it is given.
#define ROLECALL_DELEGATION_THEN                                                                                   \
  "delegation d WHERE d.clinician_id = $3 AND d.starts_at <= $2 AND d.ends_at > $2 AND "                           \
  "(d.ended_at IS NULL OR d.ended_at > $2) AND 1 = (SELECT c.status FROM member_history c WHERE c.member_id = $3 " \
  "AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2) ORDER BY c.seq DESC LIMIT 1)"
#define ROLECALL_EMERGENCY_THEN                                        \
  "emergency_session e JOIN emergency_access a ON a.id = e.access_id " \
  "WHERE e.session_id = $1 AND a.opened_at <= $2 AND a.expires_at > $2 AND (a.ended_at IS NULL OR a.ended_at > $2)"

namespace rolecall::store {

std::optional<Session> session_at(Transaction& tx, const Session& present, Instant at) {
  auto rows = query(tx,
                    "SELECT clinician_id, restricted, legal_hold FROM session_history WHERE session_id = $1 AND valid_from <= $2 "
                    "AND (valid_to IS NULL OR valid_to > $2) ORDER BY seq DESC LIMIT 1",
                    present.id, at);
  if (!rows.next()) return std::nullopt;
  Session then = present;
  then.clinician = rows.id<MemberId>(0);
  then.restricted = rows.flag(1);
  then.legal_hold = rows.flag(2);
  return then;
}

std::map<MemberId, Given> related_at(Transaction& tx, const Session& then, Instant at) {
  std::map<MemberId, Given> related;
  for (auto rows = query(tx,
                         "SELECT member, max(share), max(delegated), max(emergency) FROM ("
                         "SELECT CAST($3 AS TEXT) AS member, 0 AS share, 0 AS delegated, 0 AS emergency "
                         "UNION ALL SELECT h.member_id, h.level, 0, 0 FROM " ROLECALL_SHARE_THEN
                         " UNION ALL SELECT d.assistant_id, 0, 1, 0 FROM " ROLECALL_DELEGATION_THEN
                         " UNION ALL SELECT a.member_id, 0, 0, 1 FROM " ROLECALL_EMERGENCY_THEN ") given GROUP BY member",
                         then.id, at, then.clinician);
       rows.next();) {
    related[rows.id<MemberId>(0)] = {static_cast<policy::ShareLevel>(rows.integer(1)), rows.flag(2), rows.flag(3)};
  }
  return related;
}

}  // namespace rolecall::store
