#include "store/settings_facts.h"

#include "store/sql.h"

namespace rolecall::store {

void save_session_view_members(Transaction& tx, const Permit& permit, const Recorded&, const TeamId& team,
                               const std::vector<MemberId>& members) {
  permit.require(tx, team);
  execute(tx, "DELETE FROM session_view_member WHERE team_id = $1", team);
  for (const MemberId& member : members) {
    execute(tx, "INSERT INTO session_view_member(team_id, member_id) VALUES ($1, $2)", team, member);
  }
}

std::vector<MemberId> current_session_view_members(Transaction& tx, const TeamId& team) {
  std::vector<MemberId> members;
  for (auto rows = query(tx,
                         "SELECT m.id FROM session_view_member v JOIN member m ON m.id = v.member_id WHERE v.team_id = $1 "
                         "AND (m.status IN (1, 5) OR (m.status = 0 AND m.invitation_expires_at > $2)) ORDER BY m.id",
                         team, tx.now());
       rows.next();) {
    members.push_back(rows.id<MemberId>(0));
  }
  return members;
}

std::vector<RoleId> session_view_custom_roles(Transaction& tx, const TeamId& team) {
  std::vector<RoleId> roles;
  for (auto rows = query(tx, "SELECT role_id FROM session_view_role WHERE team_id = $1 ORDER BY role_id", team); rows.next();) {
    roles.push_back(rows.id<RoleId>(0));
  }
  return roles;
}

void save_session_view_custom_roles(Transaction& tx, const Permit& permit, const Recorded&, const TeamId& team,
                                    const std::vector<RoleId>& roles) {
  permit.require(tx, team);
  execute(tx, "DELETE FROM session_view_role WHERE team_id = $1", team);
  for (const RoleId& role : roles) {
    execute(tx, "INSERT INTO session_view_role(team_id, role_id) VALUES ($1, $2)", team, role);
  }
}

std::int64_t members_without_second_factor(Transaction& tx, const TeamId& team) {
  auto rows = query(tx,
                    "SELECT count(*) FROM member m JOIN users u ON u.id = m.user_id "
                    "WHERE m.team_id = $1 AND m.status = 1 AND u.totp_sealed IS NULL",
                    team);
  return rows.next() ? rows.integer(0) : 0;
}

}  // namespace rolecall::store
