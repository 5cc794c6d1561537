// GET /me/notices and POST /me/notices/read: what the portal has told the caller. Nobody reads another's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/notices.h"

namespace rolecall::service {

struct NoticesPage {
  std::vector<store::Notice> notices;  // the newest first
  bool has_more = false;
  std::int64_t unread = 0;  // of all, not of this page
};

/// At most `limit` notices behind `after`. Errors: unauthenticated; denied (`login_needed`) for a key.
[[nodiscard]] Result<NoticesPage> read_notices(store::Transaction& tx, const Environment& environment,
                                               const store::Credential& credential,
                                               const std::optional<store::NoticePosition>& after, int limit);

/// How many are unread afterwards. No `ids`: all of them are read; ids that are not the caller's change nothing.
/// Errors: as read_notices.
[[nodiscard]] Result<std::int64_t> mark_read(store::Transaction& tx, const Environment& environment,
                                             const store::Credential& credential,
                                             const std::optional<std::vector<std::string>>& ids);

}  // namespace rolecall::service
