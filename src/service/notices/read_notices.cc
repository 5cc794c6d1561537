#include "service/notices/read_notices.h"

#include "service/accounts/reauthenticate.h"

namespace rolecall::service {

Result<NoticesPage> read_notices(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                 const std::optional<store::NoticePosition>& after, int limit) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  NoticesPage page;
  page.notices = store::list_notices(tx, caller->user, after, limit + 1);
  page.has_more = page.notices.size() > static_cast<std::size_t>(limit);
  if (page.has_more) page.notices.pop_back();
  page.unread = store::count_unread_notices(tx, caller->user);
  return page;
}

Result<std::int64_t> mark_read(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                               const std::optional<std::vector<std::string>>& ids) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  if (ids) {
    for (const std::string& id : *ids) store::mark_notice_read(tx, caller->user, NoticeId{id});
  } else {
    store::mark_notices_read(tx, caller->user);
  }
  return store::count_unread_notices(tx, caller->user);
}

}  // namespace rolecall::service
