#include "store/due.h"

#include "store/sql.h"

namespace rolecall::store {
namespace {

std::vector<DueTeam> read_teams(Rows rows) {
  std::vector<DueTeam> teams;
  while (rows.next()) teams.push_back({rows.instant(0), rows.id<TeamId>(1)});
  return teams;
}

}  // namespace

std::vector<DueReturn> due_returns(Transaction& tx, const DueReturn& after, int limit) {
  std::vector<DueReturn> due;
  for (auto rows = query(tx,
                         "SELECT m.team_id, m.id, m.return_at FROM member m JOIN team t ON t.id = m.team_id "
                         "WHERE m.status = 5 AND m.return_at <= $1 AND (m.return_at, m.id) > ($2, $3) AND t.deleted_at IS NULL "
                         "ORDER BY m.return_at, m.id LIMIT $4",
                         tx.now(), after.at, after.member, limit);
       rows.next();) {
    due.push_back({rows.id<TeamId>(0), rows.id<MemberId>(1), rows.instant(2)});
  }
  return due;
}

std::vector<DueTeam> teams_with_expired_transfer(Transaction& tx, const DueTeam& after, int limit) {
  return read_teams(query(tx,
                          "SELECT expires_at, team_id FROM ownership_transfer WHERE ended_at IS NULL AND expires_at <= $1 "
                          "AND (expires_at, team_id) > ($2, $3) ORDER BY expires_at, team_id LIMIT $4",
                          tx.now(), after.since, after.team, limit));
}

std::vector<DueTeam> teams_to_erase(Transaction& tx, Instant deleted_before, const DueTeam& after, int limit) {
  return read_teams(query(tx,
                          "SELECT t.deleted_at, t.id FROM team t WHERE t.deleted_at <= $1 AND (t.deleted_at, t.id) > ($2, $3) "
                          "AND EXISTS (SELECT 1 FROM member m WHERE m.team_id = t.id) "
                          "AND NOT EXISTS (SELECT 1 FROM session s WHERE s.team_id = t.id AND s.legal_hold = 1) "
                          "ORDER BY t.deleted_at, t.id LIMIT $4",
                          deleted_before, after.since, after.team, limit));
}

#define ROLECALL_ABANDONED                                                                       \
  "u.verified_at IS NULL AND u.created_at <= $1 "                                                \
  "AND NOT EXISTS (SELECT 1 FROM address_token a WHERE a.user_id = u.id AND a.expires_at > $2) " \
  "AND NOT EXISTS (SELECT 1 FROM member m WHERE m.user_id = u.id) "

std::vector<DueAccount> abandoned_accounts(Transaction& tx, Instant created_before, const DueAccount& after, int limit) {
  std::vector<DueAccount> accounts;
  for (auto rows = query(tx,
                         "SELECT u.created_at, u.id FROM users u WHERE " ROLECALL_ABANDONED
                         "AND (u.created_at, u.id) > ($3, $4) ORDER BY u.created_at, u.id LIMIT $5",
                         created_before, tx.now(), after.created_at, after.user, limit);
       rows.next();) {
    accounts.push_back({rows.instant(0), rows.id<UserId>(1)});
  }
  return accounts;
}

bool is_abandoned(Transaction& tx, const UserId& user, Instant created_before) {
  return query(tx, "SELECT 1 FROM users u WHERE " ROLECALL_ABANDONED "AND u.id = $3", created_before, tx.now(), user).next();
}

void erase_abandoned_account(Transaction& tx, const AccountRecorded& /*recorded*/, const UserId& user) {
  execute(tx, "DELETE FROM audit_value WHERE subject = $1", user);
  execute(tx, "DELETE FROM users WHERE id = $1", user);
}

void erase_team(Transaction& tx, const Permit& permit, const TeamId& team) {
  permit.require(tx, team);
  execute(tx, "DELETE FROM session_view_member WHERE team_id = $1", team);
  execute(tx, "DELETE FROM session_view_role WHERE team_id = $1", team);
  execute(tx, "DELETE FROM session WHERE team_id = $1", team);
  execute(tx, "DELETE FROM emergency_access WHERE team_id = $1", team);
  execute(tx, "DELETE FROM session_history WHERE team_id = $1", team);
  execute(tx, "DELETE FROM session_opening WHERE team_id = $1", team);
  execute(tx, "DELETE FROM delegation WHERE team_id = $1", team);
  execute(tx, "DELETE FROM template_proposal WHERE team_id = $1", team);
  execute(tx, "DELETE FROM template WHERE team_id = $1", team);
  execute(tx, "DELETE FROM team_key WHERE team_id = $1", team);
  execute(tx, "DELETE FROM member_custom_role WHERE member_id IN (SELECT id FROM member WHERE team_id = $1)", team);
  execute(tx, "DELETE FROM custom_role WHERE team_id = $1", team);
  execute(tx, "DELETE FROM api_key WHERE team_id = $1", team);
  execute(tx, "DELETE FROM ownership_transfer WHERE team_id = $1", team);
  execute(tx, "DELETE FROM member_history WHERE team_id = $1", team);
  execute(tx, "DELETE FROM payment WHERE team_id = $1", team);
  execute(tx, "DELETE FROM invoice_credit WHERE team_id = $1", team);
  execute(tx, "DELETE FROM invoice WHERE team_id = $1", team);
  execute(tx, "DELETE FROM invoicing WHERE team_id = $1", team);
  execute(tx, "DELETE FROM ledger_finding WHERE team_id = $1", team);
  execute(tx, "DELETE FROM seat_ledger WHERE team_id = $1", team);
  execute(tx, "DELETE FROM team_history WHERE team_id = $1", team);
  execute(tx, "DELETE FROM mail WHERE team_id = $1", team);
  execute(tx, "DELETE FROM notice WHERE team_id = $1", team);
  execute(tx, "DELETE FROM seat_address WHERE team_id = $1", team);
  execute(tx, "DELETE FROM member WHERE team_id = $1", team);
  execute(tx, "DELETE FROM audit_value WHERE chain = $1", team);
  execute(tx, "DELETE FROM audit_repeat WHERE chain = $1", team);
  execute(tx, "UPDATE team SET name = '', consent_text = '', content_footer = '', owner_hash = '' WHERE id = $1", team);
}

}  // namespace rolecall::store
