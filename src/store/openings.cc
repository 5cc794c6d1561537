#include "store/openings.h"

#include "store/sql.h"

namespace rolecall::store {

bool was_opened_since(Transaction& tx, const SessionId& session, const std::string& login_or_key, std::string_view scope,
                      Instant since) {
  auto rows = query(tx,
                    "SELECT 1 FROM session_opening WHERE session_id = $1 AND login_or_key = $2 AND grant_scope = $3 AND at > $4 "
                    "LIMIT 1",
                    session, login_or_key, scope, since);
  return rows.next();
}

void add_opening(Transaction& tx, const Permit& permit, const Recorded& recorded, const NewOpening& opening) {
  permit.require(tx, permit.team());
  const policy::GrantUsed& used = permit.grant().value();
  const policy::Grant& grant = policy::grant_at(used.id);
  execute(tx,
          "INSERT INTO session_opening(session_id, seq, team_id, member_id, login_or_key, what, grant_action, grant_scope, "
          "grant_role, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
          opening.session, recorded.seq(), permit.team(), opening.member, permit.login(), opening.what,
          policy::name_of(grant.action), policy::name_of(grant.scope), policy::name_of(used.holder), tx.now());
}

std::vector<Opening> list_openings(Transaction& tx, const SessionId& session, std::int64_t before_seq, int limit) {
  std::vector<Opening> openings;
  for (auto rows = query(tx,
                         "SELECT o.seq, o.member_id, m.name, o.what, o.grant_action, o.grant_scope, o.grant_role, o.at "
                         "FROM session_opening o JOIN member m ON m.id = o.member_id WHERE o.session_id = $1 AND o.seq < $2 "
                         "ORDER BY o.seq DESC LIMIT $3",
                         session, before_seq, limit);
       rows.next();) {
    openings.push_back({rows.integer(0), rows.id<MemberId>(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5),
                        rows.text(6), rows.instant(7)});
  }
  return openings;
}

}  // namespace rolecall::store
