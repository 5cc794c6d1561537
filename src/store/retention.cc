#include "store/retention.h"

#include "store/session_columns.h"

namespace rolecall::store {

std::vector<TeamId> teams_with_expired_sessions(Transaction& tx, Instant midnight) {
  constexpr std::int64_t day = days(1).ms;
  std::vector<TeamId> teams;
  for (auto rows = query(tx,
                         "SELECT t.id FROM team t WHERE t.deleted_at IS NULL "
                         "AND (t.retention_days IS NOT NULL OR t.retention_next_from <= $2) "
                         "AND EXISTS (SELECT 1 FROM session s WHERE s.team_id = t.id AND s.legal_hold = 0 AND s.created_at <= "
                         "$1 - $3 * CASE WHEN t.retention_next_from <= $2 THEN t.retention_next_days ELSE t.retention_days END) "
                         "ORDER BY t.id",
                         midnight, tx.now(), day);
       rows.next();) {
    teams.push_back(rows.id<TeamId>(0));
  }
  return teams;
}

std::vector<Session> sessions_created_until(Transaction& tx, const TeamId& team, Instant created_until, int limit) {
  std::vector<Session> sessions;
  for (auto rows = query(tx,
                         "SELECT " ROLECALL_SESSION_COLUMNS " FROM " ROLECALL_SESSION_TABLES
                         " WHERE s.team_id = $1 AND s.legal_hold = 0 AND s.created_at <= $2 ORDER BY s.created_at, s.id LIMIT $3",
                         team, created_until, limit);
       rows.next();) {
    sessions.push_back(read_session(rows));
  }
  return sessions;
}

std::int64_t count_created_until(Transaction& tx, const TeamId& team, Instant created_until) {
  auto rows = query(tx,
                    "SELECT count(*) FROM (SELECT s.id FROM session s WHERE s.team_id = $1 AND s.legal_hold = 0 "
                    "AND s.created_at <= $2 LIMIT 10001) counted",
                    team, created_until);
  return rows.next() ? rows.integer(0) : 0;
}

}  // namespace rolecall::store
