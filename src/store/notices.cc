#include "store/notices.h"

#include "store/sql.h"

namespace rolecall::store {

void add_notice(Transaction& tx, Notice notice) {
  notice.id = NoticeId::make(tx.now());
  execute(tx, "INSERT INTO notice(id, user_id, team_id, kind, facts, created_at) VALUES ($1, $2, $3, $4, $5, $6)", notice.id,
          notice.user, notice.team, notice.kind, notice.facts, tx.now());
}

std::vector<Notice> newest_notices(Transaction& tx, const UserId& user, int limit) {
  std::vector<Notice> found;
  for (auto rows = query(tx,
                         "SELECT id, team_id, kind, facts, created_at, read_at FROM notice WHERE user_id = $1 "
                         "ORDER BY created_at DESC, id DESC LIMIT $2",
                         user, limit);
       rows.next();) {
    Notice notice{rows.id<NoticeId>(0), user, std::nullopt, rows.text(2), rows.text(3), rows.instant(4), rows.instant_or_null(5)};
    if (!rows.is_null(1)) notice.team = rows.id<TeamId>(1);
    found.push_back(std::move(notice));
  }
  return found;
}

void mark_notices_read(Transaction& tx, const UserId& user) {
  execute(tx, "UPDATE notice SET read_at = $2 WHERE user_id = $1 AND read_at IS NULL", user, tx.now());
}

}  // namespace rolecall::store
