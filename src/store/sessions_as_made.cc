#include "store/sessions_as_made.h"

#include <limits>

#include "store/sql.h"

namespace rolecall::store {

std::vector<MadePosition> sessions_as_made(Transaction& tx, const TeamId& team, const std::optional<MadePosition>& after,
                                           int limit) {
  const MadePosition from = after.value_or(MadePosition{{std::numeric_limits<std::int64_t>::min()}, {}});
  std::vector<MadePosition> sessions;
  for (auto rows = query(tx,
                         "SELECT s.created_at, s.id FROM session s WHERE s.team_id = $1 AND (s.created_at, s.id) > ($2, $3) "
                         "ORDER BY s.created_at, s.id LIMIT $4",
                         team, from.created_at, from.id, limit);
       rows.next();) {
    sessions.push_back({rows.instant(0), rows.id<SessionId>(1)});
  }
  return sessions;
}

}  // namespace rolecall::store
