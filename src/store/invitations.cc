#include "store/invitations.h"

#include "store/row_columns.h"

namespace rolecall::store {
namespace {

std::vector<Member> all_members(Transaction& tx, Rows rows) {
  std::vector<Member> members;
  while (rows.next()) members.push_back(read_member(rows, 0));
  for (auto& member : members) load_custom_roles(tx, member);
  return members;
}

}  // namespace

std::vector<Member> pending_invitations_of(Transaction& tx, const TeamId& team, const MemberId& inviter) {
  return all_members(tx, query(tx,
                               "SELECT " ROLECALL_MEMBER_COLUMNS
                               " FROM member m WHERE m.invited_by = $2 AND m.status = 0 AND m.team_id = $1 ORDER BY m.id",
                               team, inviter));
}

std::optional<Member> find_expired_member(Transaction& tx, const TeamId& team, const std::string& address_key) {
  auto found = all_members(
      tx, query(tx,
                "SELECT " ROLECALL_MEMBER_COLUMNS " FROM member m WHERE m.team_id = $1 AND m.address_key = $2 AND m.status = 4 "
                "ORDER BY m.id DESC LIMIT 1",
                team, address_key));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<TeamId> teams_with_due_invitations(Transaction& tx, const TeamId& after, int limit) {
  std::vector<TeamId> teams;
  // Materialized, so that the index of what is due is walked and not that of all teams.
  for (auto rows = query(tx,
                         "WITH due AS MATERIALIZED (SELECT team_id FROM member WHERE status = 0 AND invitation_expires_at <= $1) "
                         "SELECT DISTINCT team_id FROM due WHERE team_id > $2 ORDER BY team_id LIMIT $3",
                         tx.now(), after, limit);
       rows.next();) {
    teams.push_back(rows.id<TeamId>(0));
  }
  return teams;
}

std::vector<Member> due_invitations(Transaction& tx, const TeamId& team, int limit) {
  return all_members(tx, query(tx,
                               "SELECT " ROLECALL_MEMBER_COLUMNS
                               " FROM member m WHERE m.status = 0 AND m.invitation_expires_at <= $2 AND m.team_id = $1 "
                               "ORDER BY m.invitation_expires_at, m.id LIMIT $3",
                               team, tx.now(), limit));
}

std::vector<MailRecipient> active_administrators(Transaction& tx, const TeamId& team) {
  constexpr auto administrator = static_cast<std::int64_t>(policy::RoleSet{policy::Role::administrator}.bits());
  std::vector<MailRecipient> recipients;
  for (auto rows = query(tx, "SELECT id, address FROM member WHERE team_id = $1 AND status = 1 AND (roles & $2) <> 0 ORDER BY id",
                         team, administrator);
       rows.next();) {
    recipients.push_back({rows.id<MemberId>(0), rows.text(1)});
  }
  return recipients;
}

bool was_removed(Transaction& tx, const TeamId& team, const UserId& user) {
  auto rows =
      query(tx, "SELECT 1 FROM member WHERE user_id = $2 AND team_id = $1 AND status = 6 ORDER BY id LIMIT 1", team, user);
  return rows.next();
}

}  // namespace rolecall::store
