#include "store/session_view_due.h"

#include "store/sql.h"

namespace rolecall::store {

std::vector<TeamId> teams_with_session_view_due(Transaction& tx, int limit) {
  std::vector<TeamId> teams;
  for (auto rows = query(tx,
                         "SELECT id FROM team WHERE session_view_due_at <= $1 AND deleted_at IS NULL "
                         "ORDER BY session_view_due_at, id LIMIT $2",
                         tx.now(), limit);
       rows.next();) {
    teams.push_back(rows.id<TeamId>(0));
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
