#include "store/resource_team.h"

#include "store/sql.h"

namespace rolecall::store {

std::optional<TeamId> team_of_member(Transaction& tx, const MemberId& member) {
  auto rows = query(tx, "SELECT team_id FROM member WHERE id = $1", member);
  if (!rows.next()) return std::nullopt;
  return rows.id<TeamId>(0);
}

std::optional<Member> find_member_of_user(Transaction& tx, const TeamId& team, const UserId& user) {
  MemberId id;
  {
    auto rows = query(tx, "SELECT id FROM member WHERE team_id = $1 AND user_id = $2 AND status IN (1, 5)", team, user);
    if (!rows.next()) return std::nullopt;
    id = rows.id<MemberId>(0);
  }
  return find_member(tx, team, id);
}

}  // namespace rolecall::store
