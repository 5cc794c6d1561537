// GET …/sessions/{session}/shares: with whom a session is shared. Shows no content.
#pragma once

#include <optional>
#include <vector>

#include "service/environment.h"
#include "service/shares/shown_share.h"
#include "store/credential.h"

namespace rolecall::service {

/// Where a share stands in the order.
struct SharePosition {
  Instant created_at;
  ShareId id;
};

struct ListShares {
  TeamId team;
  SessionId session;
  std::optional<MemberId> member;  // nothing: with whomever
  std::optional<SharePosition> after;
  int limit = 50;
};

struct SharePage {
  std::vector<ShownShare> items;
  std::optional<SharePosition> next;  // nothing on the last page
};

/// In force now, oldest first. Errors: unauthenticated, not_found (also when nothing is shared with the member named), denied
/// (session.access.read).
[[nodiscard]] Result<SharePage> list_shares(store::Transaction& tx, const Environment& environment,
                                            const store::Credential& credential, const ListShares& request);

}  // namespace rolecall::service
