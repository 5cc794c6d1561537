#include "store/notices.h"

#include <limits>

#include "store/sql.h"

namespace rolecall::store {

void add_notice(Transaction& tx, Notice notice) {
  notice.id = NoticeId::make(tx.now());
  execute(tx, "INSERT INTO notice(id, user_id, team_id, kind, facts, created_at) VALUES ($1, $2, $3, $4, $5, $6)", notice.id,
          notice.user, notice.team, notice.kind, notice.facts, tx.now());
}

/// The ids share their first part and differ by the user's own.
void add_notices(Transaction& tx, const NoticeToTeam& notice) {
  execute(tx,
          "INSERT INTO notice(id, user_id, team_id, kind, facts, created_at) "
          "SELECT CAST($1 AS TEXT) || substr(m.user_id, 5), m.user_id, m.team_id, CAST($2 AS TEXT), CAST($3 AS TEXT), "
          "CAST($4 AS BIGINT) FROM member m WHERE m.team_id = $5 AND m.status = 1 AND m.user_id IS NOT NULL AND m.id <> $6 "
          "AND (CAST($7 AS BIGINT) = 0 OR (m.roles & CAST($7 AS BIGINT)) <> 0)",
          NoticeId::make(tx.now()), notice.kind, notice.facts, tx.now(), notice.team, notice.except,
          static_cast<std::int64_t>(notice.roles.bits()));
}

std::vector<Notice> list_notices(Transaction& tx, const UserId& user, const std::optional<NoticePosition>& after, int limit) {
  const Instant before{after ? after->created_at.ms : std::numeric_limits<std::int64_t>::max()};
  std::vector<Notice> found;
  for (auto rows = query(tx,
                         "SELECT n.id, n.team_id, n.kind, n.facts, n.created_at, n.read_at, coalesce(t.name, '') "
                         "FROM notice n LEFT JOIN team t ON t.id = n.team_id "
                         "WHERE n.user_id = $1 AND (n.created_at, n.id) < ($2, $3) "
                         "ORDER BY n.created_at DESC, n.id DESC LIMIT $4",
                         user, before, after ? after->id : NoticeId{}, limit);
       rows.next();) {
    Notice notice{rows.id<NoticeId>(0),    user,        std::nullopt, rows.text(2), rows.text(3), rows.instant(4),
                  rows.instant_or_null(5), rows.text(6)};
    if (!rows.is_null(1)) notice.team = rows.id<TeamId>(1);
    found.push_back(std::move(notice));
  }
  return found;
}

std::int64_t count_unread_notices(Transaction& tx, const UserId& user) {
  auto rows = query(tx, "SELECT count(*) FROM notice WHERE user_id = $1 AND read_at IS NULL", user);
  rows.next();
  return rows.integer(0);
}

void mark_notices_read(Transaction& tx, const UserId& user) {
  execute(tx, "UPDATE notice SET read_at = $2 WHERE user_id = $1 AND read_at IS NULL", user, tx.now());
}

void mark_notice_read(Transaction& tx, const UserId& user, const NoticeId& id) {
  execute(tx, "UPDATE notice SET read_at = $3 WHERE user_id = $1 AND id = $2 AND read_at IS NULL", user, id, tx.now());
}

}  // namespace rolecall::store
