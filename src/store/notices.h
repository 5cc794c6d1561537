// What the portal tells a user: a role changed, a team was handed over. Mail says the same by the outbox.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "store/transaction.h"

namespace rolecall::store {

struct Notice {
  NoticeId id;
  UserId user;
  std::optional<TeamId> team;
  std::string kind;   // role_changed, ownership_offered, …
  std::string facts;  // a JSON object of ids and names of roles; no names of people
  Instant created_at;
  std::optional<Instant> read_at;
};

/// `id` and `created_at` are set here.
void add_notice(Transaction& tx, Notice notice);
/// The newest first, at most `limit`.
[[nodiscard]] std::vector<Notice> newest_notices(Transaction& tx, const UserId& user, int limit);
void mark_notices_read(Transaction& tx, const UserId& user);

}  // namespace rolecall::store
