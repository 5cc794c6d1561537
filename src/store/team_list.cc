#include "store/team_list.h"

#include "store/sql.h"

namespace rolecall::store {

std::vector<TeamId> teams_of_user(Transaction& tx, const UserId& user, Instant restorable_since, const TeamId& after, int limit) {
  std::vector<TeamId> teams;
  for (auto rows = query(tx,
                         "SELECT t.id FROM member m JOIN team t ON t.id = m.team_id WHERE m.user_id = $1 AND m.status IN (1, 5) "
                         "AND (t.deleted_at IS NULL OR (m.owner = 1 AND t.deleted_at > $2)) AND t.id > $3 ORDER BY t.id LIMIT $4",
                         user, restorable_since, after, limit);
       rows.next();) {
    teams.push_back(rows.id<TeamId>(0));
  }
  return teams;
}

bool is_in_another_team(Transaction& tx, const UserId& user, const TeamId& team) {
  auto rows = query(tx,
                    "SELECT 1 FROM member m JOIN team t ON t.id = m.team_id "
                    "WHERE m.user_id = $1 AND m.team_id <> $2 AND m.status IN (1, 5) AND t.deleted_at IS NULL",
                    user, team);
  return rows.next();
}

}  // namespace rolecall::store
