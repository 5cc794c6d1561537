#include "store/shares.h"

#include "store/sql.h"

#define ROLECALL_SHARES                                                                                                   \
  "SELECT h.id, h.team_id, h.session_id, h.member_id, m.name, h.granted_by, g.name, h.parent_id, h.level, h.expires_at, " \
  "h.started_at, h.valid_from FROM share h JOIN member m ON m.id = h.member_id JOIN member g ON g.id = h.granted_by "     \
  "WHERE h.team_id = $1 AND h.valid_to IS NULL AND (h.expires_at IS NULL OR h.expires_at > $3) "

namespace rolecall::store {
namespace {

std::vector<Share> read_shares(Rows rows) {
  std::vector<Share> shares;
  while (rows.next()) {
    Share share{rows.id<ShareId>(0), rows.id<TeamId>(1),   rows.id<SessionId>(2), rows.id<MemberId>(3),
                rows.text(4),        rows.id<MemberId>(5), rows.text(6)};
    if (!rows.is_null(7)) share.parent = rows.id<ShareId>(7);
    share.level = static_cast<policy::ShareLevel>(rows.integer(8));
    share.expires_at = rows.instant_or_null(9);
    share.session_started_at = rows.instant(10);
    share.created_at = rows.instant(11);
    shares.push_back(std::move(share));
  }
  return shares;
}

void close_interval(Transaction& tx, const ShareId& id) {
  execute(tx, "UPDATE share SET valid_to = $2 WHERE id = $1 AND valid_to IS NULL", id, tx.now());
}

void open_interval(Transaction& tx, const Recorded& recorded, const Share& share) {
  execute(tx,
          "INSERT INTO share(id, team_id, session_id, member_id, granted_by, parent_id, level, expires_at, started_at, "
          "status, seq, valid_from) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, (SELECT s.status FROM session s WHERE s.id = $3), $10, $11)",
          share.id, share.team, share.session, share.member, share.granted_by, share.parent, share.level, share.expires_at,
          share.session_started_at, recorded.seq(), tx.now());
}

}  // namespace

std::vector<Share> shares_of_session(Transaction& tx, const TeamId& team, const SessionId& session) {
  return read_shares(query(tx, ROLECALL_SHARES "AND h.session_id = $2 ORDER BY h.valid_from, h.id", team, session, tx.now()));
}

std::vector<Share> shares_to(Transaction& tx, const TeamId& team, const MemberId& member) {
  return read_shares(query(tx, ROLECALL_SHARES "AND h.member_id = $2 ORDER BY h.valid_from, h.id", team, member, tx.now()));
}

std::vector<Share> shares_by(Transaction& tx, const TeamId& team, const MemberId& granter) {
  return read_shares(query(tx, ROLECALL_SHARES "AND h.granted_by = $2 ORDER BY h.valid_from, h.id", team, granter, tx.now()));
}

void insert_share(Transaction& tx, const Permit& permit, const Recorded& recorded, const Share& share) {
  permit.require(tx, share.team);
  execute(tx,
          "UPDATE share SET valid_to = expires_at WHERE session_id = $1 AND member_id = $2 AND granted_by = $3 "
          "AND valid_to IS NULL AND expires_at <= $4",
          share.session, share.member, share.granted_by, tx.now());
  open_interval(tx, recorded, share);
}

void close_share(Transaction& tx, const Permit& permit, const Recorded&, const Share& share) {
  permit.require(tx, share.team);
  close_interval(tx, share.id);
}

void replace_share(Transaction& tx, const Permit& permit, const Recorded& recorded, Share& share) {
  permit.require(tx, share.team);
  const ShareId old = share.id;
  close_interval(tx, old);
  share.id = ShareId::make(tx.now());
  share.created_at = tx.now();
  open_interval(tx, recorded, share);
  execute(tx, "UPDATE share SET parent_id = $2 WHERE parent_id = $1 AND valid_to IS NULL", old, share.id);
}

}  // namespace rolecall::store
