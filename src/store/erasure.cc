#include "store/erasure.h"

#include "store/sql.h"

namespace rolecall::store {

std::vector<OwnMembership> memberships_of(Transaction& tx, const UserId& user) {
  std::vector<OwnMembership> found;
  for (auto rows = query(tx,
                         "SELECT m.id, m.team_id, t.name, m.owner, t.deleted_at FROM member m JOIN team t ON t.id = m.team_id "
                         "WHERE m.user_id = $1 ORDER BY m.team_id, m.created_at, m.id",
                         user);
       rows.next();) {
    found.push_back({rows.id<MemberId>(0), rows.id<TeamId>(1), rows.text(2), rows.flag(3), !rows.is_null(4)});
  }
  return found;
}

std::vector<PersonalValue> personal_values_of(Transaction& tx, const UserId& user) {
  std::vector<PersonalValue> found;
  for (auto rows = query(tx,
                         "SELECT v.chain, v.seq, e.at, e.action, v.pointer, v.value FROM audit_value v "
                         "JOIN audit_event e ON e.chain = v.chain AND e.seq = v.seq "
                         "WHERE v.subject = $1 OR v.subject IN (SELECT id FROM member WHERE user_id = $1) "
                         "ORDER BY e.at, v.chain, v.seq, v.pointer",
                         user);
       rows.next();) {
    found.push_back({rows.text(0), rows.integer(1), rows.instant(2), rows.text(3), rows.text(4), rows.text(5)});
  }
  return found;
}

void erase_user(Transaction& tx, const AccountRecorded& /*recorded*/, const UserId& user) {
  execute(tx, "DELETE FROM audit_value WHERE subject = $1 OR subject IN (SELECT id FROM member WHERE user_id = $1)", user);
  execute(tx, "DELETE FROM mail WHERE state = 'waiting' AND address = (SELECT address FROM users WHERE id = $1)", user);
  execute(tx, "DELETE FROM idempotent_reply WHERE subject IN (SELECT token_hash FROM login WHERE user_id = $1)", user);
  execute(tx,
          "UPDATE member SET user_id = NULL, address = '', address_key = '', name = '', name_key = '', revision = revision + 1 "
          "WHERE user_id = $1",
          user);
  execute(tx, "DELETE FROM users WHERE id = $1", user);
}

}  // namespace rolecall::store
