#include "store/session_view_due.h"

#include "store/sql.h"

namespace rolecall::store {

std::vector<DueTeam> teams_with_session_view_due(Transaction& tx, const DueTeam& after, int limit) {
  std::vector<DueTeam> teams;
  for (auto rows = query(tx,
                         "SELECT session_view_due_at, id FROM team WHERE session_view_due_at <= $1 AND deleted_at IS NULL "
                         "AND (session_view_due_at, id) > ($2, $3) ORDER BY session_view_due_at, id LIMIT $4",
                         tx.now(), after.since, after.team, limit);
       rows.next();) {
    teams.push_back({rows.instant(0), rows.id<TeamId>(1)});
  }
  return teams;
}

std::optional<Instant> session_view_due(Transaction& tx, const TeamId& team) {
  auto rows = query(tx, "SELECT session_view_due_at FROM team WHERE id = $1", team);
  return rows.next() ? rows.instant_or_null(0) : std::nullopt;
}

void set_session_view_due(Transaction& tx, const Permit& permit, const TeamId& team, std::optional<Instant> due) {
  permit.require(tx, team);
  execute(tx, "UPDATE team SET session_view_due_at = $2 WHERE id = $1", team, due);
}

}  // namespace rolecall::store
