// What the portal tells a user: a role changed, a team was handed over. Mail says the same by the outbox.
// Knows neither the kinds nor their words: see service/notices.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "policy/role.h"
#include "store/transaction.h"

namespace rolecall::store {

struct Notice {
  NoticeId id;
  UserId user;
  std::optional<TeamId> team;
  std::string kind;   // roles_changed, ownership_offered, …
  std::string facts;  // a JSON object of ids and names of roles; no names of people
  Instant created_at;
  std::optional<Instant> read_at;
  std::string team_name;  // as it is now; empty when there is no team (any more)
};

/// `id` and `created_at` are set here.
void add_notice(Transaction& tx, Notice notice);

struct NoticeToTeam {
  TeamId team;
  policy::RoleSet roles;  // to those who hold at least one of them; empty: to every active member
  MemberId except;        // the one who did it; may be empty
  std::string kind;
  std::string facts;
};
/// One notice for each active member that is meant, by one statement however many they are.
void add_notices(Transaction& tx, const NoticeToTeam& notice);

/// Where a notice stands in the list: the newest first.
struct NoticePosition {
  Instant created_at;
  NoticeId id;
};
/// At most `limit` of the user's notices behind `after`.
[[nodiscard]] std::vector<Notice> list_notices(Transaction& tx, const UserId& user, const std::optional<NoticePosition>& after,
                                               int limit);
[[nodiscard]] std::int64_t count_unread_notices(Transaction& tx, const UserId& user);

void mark_notices_read(Transaction& tx, const UserId& user);
/// Another user's notice is left alone.
void mark_notice_read(Transaction& tx, const UserId& user, const NoticeId& id);

}  // namespace rolecall::store
