// What a request to share a session comes to: checked, with the share that would be given, and not yet written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/question.h"
#include "service/sessions/permitted_session.h"
#include "store/shares.h"

namespace rolecall::service {

struct ShareSession {
  TeamId team;
  SessionId session;
  MemberId member;
  policy::ShareLevel level = policy::ShareLevel::view;  // never none
  std::optional<Instant> expires_at;                    // cut down to that of the share which is passed on
  std::optional<std::string> if_match;                  // the share_tag that he was shown
};

struct PlannedShare {
  PermittedSession permitted;
  std::vector<store::Share> shares;     // of the session, in force now
  std::optional<store::Share> present;  // what the caller gave this member before
  store::Share wanted;                  // under the id of `present` where there is one
  bool changes = true;                  // false: `present` is what is wanted
};

/// Errors: unauthenticated, not_found (session or member), denied (session.share, with share_level_too_low for who holds less
/// than a full share), stale, invalid at `/member` or `/expires_at`, conflict (`share_of_own`) when the caller's only share hangs
/// under one that he gave himself.
[[nodiscard]] Result<PlannedShare> plan_share(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const ShareSession& request);

}  // namespace rolecall::service
