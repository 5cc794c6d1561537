#include "store/seated_members.h"

#include "store/row_columns.h"

namespace rolecall::store {

std::vector<Member> seated_members(Transaction& tx, const TeamId& team) {
  std::vector<Member> members;
  for (auto rows =
           query(tx,
                 "SELECT " ROLECALL_MEMBER_COLUMNS
                 " FROM member m WHERE m.team_id = $1 AND (m.status = 1 OR (m.status = 0 AND m.invitation_expires_at > $2)) "
                 "ORDER BY m.id",
                 team, tx.now());
       rows.next();) {
    members.push_back(read_member(rows, 0));
  }
  return members;
}

}  // namespace rolecall::store
