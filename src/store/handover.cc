#include "store/handover.h"

#include "store/sql.h"

namespace rolecall::store {
namespace {

template <class IdType>
std::vector<IdType> read_ids(Rows rows) {
  std::vector<IdType> ids;
  while (rows.next()) ids.push_back(rows.id<IdType>(0));
  return ids;
}

}  // namespace

Holdings holdings_of(Transaction& tx, const MemberId& member) {
  auto rows = query(tx,
                    "SELECT (SELECT count(*) FROM session WHERE clinician_id = $1), (SELECT count(*) FROM template "
                    "WHERE author_id = $1 AND visibility = 'personal' AND deleted_at IS NULL)",
                    member);
  return rows.next() ? Holdings{rows.integer(0), rows.integer(1)} : Holdings{};
}

std::vector<SessionId> session_ids_of(Transaction& tx, const MemberId& clinician, int limit) {
  return read_ids<SessionId>(query(tx, "SELECT id FROM session WHERE clinician_id = $1 ORDER BY id LIMIT $2", clinician, limit));
}

std::vector<TemplateId> personal_template_ids_of(Transaction& tx, const MemberId& author, int limit) {
  return read_ids<TemplateId>(query(tx,
                                    "SELECT id FROM template WHERE author_id = $1 AND visibility = 'personal' "
                                    "AND deleted_at IS NULL ORDER BY id LIMIT $2",
                                    author, limit));
}

void move_sessions(Transaction& tx, const Permit& permit, const Recorded& recorded, const Move& move, const SessionId& first,
                   const SessionId& last) {
  const TeamId& team = permit.team();
  permit.require(tx, team);
  execute(tx,
          "UPDATE session_history SET valid_to = $5 WHERE valid_to IS NULL AND session_id IN "
          "(SELECT id FROM session WHERE team_id = $1 AND clinician_id = $2 AND id >= $3 AND id <= $4)",
          team, move.from, first, last, tx.now());
  execute(tx,
          "INSERT INTO session_history(session_id, seq, team_id, clinician_id, restricted, legal_hold, valid_from, valid_to) "
          "SELECT id, CAST($5 AS BIGINT), team_id, CAST($6 AS TEXT), restricted, legal_hold, CAST($7 AS BIGINT), NULL "
          "FROM session WHERE team_id = $1 AND clinician_id = $2 AND id >= $3 AND id <= $4",
          team, move.from, first, last, recorded.seq(), move.to, tx.now());
  execute(tx,
          "UPDATE session_word SET clinician_id = $5 WHERE session_id IN "
          "(SELECT id FROM session WHERE team_id = $1 AND clinician_id = $2 AND id >= $3 AND id <= $4)",
          team, move.from, first, last, move.to);
  execute(tx,
          "UPDATE session SET clinician_id = $5, updated_at = $6 "
          "WHERE team_id = $1 AND clinician_id = $2 AND id >= $3 AND id <= $4",
          team, move.from, first, last, move.to, tx.now());
}

void move_personal_templates(Transaction& tx, const Permit& permit, const Recorded&, const Move& move, const TemplateId& last) {
  const TeamId& team = permit.team();
  permit.require(tx, team);
  execute(tx,
          "UPDATE template SET copied_from = NULL, copied_version = NULL WHERE author_id = $1 AND visibility = 'personal' "
          "AND deleted_at IS NULL AND id <= $3 AND copied_from IN (SELECT theirs.copied_from FROM template theirs "
          "WHERE theirs.author_id = $2 AND theirs.visibility = 'personal' AND theirs.deleted_at IS NULL)",
          move.from, move.to, last);
  execute(tx,
          "UPDATE template SET author_id = $2, revision = revision + 1, updated_at = $5 WHERE author_id = $1 AND team_id = $4 "
          "AND visibility = 'personal' AND deleted_at IS NULL AND id <= $3",
          move.from, move.to, last, team, tx.now());
}

}  // namespace rolecall::store
