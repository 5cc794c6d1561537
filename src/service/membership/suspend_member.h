// POST …/suspend and …/reactivate: no access and no seat from the next instant, data stays; back by hand or on the return date.
#pragma once

#include <optional>
#include <string>

#include "service/environment.h"
#include "service/members/member_view.h"
#include "store/credential.h"

namespace rolecall::service {

struct SuspendMember {
  TeamId team;
  MemberId member;
  std::optional<Instant> return_at;
};

/// Errors: unauthenticated, not_found, denied (owner_protected), conflict (`not_active`), invalid at `/return_at` when it is not
/// in the future.
[[nodiscard]] Result<MemberView> suspend_member(store::Transaction& tx, const Environment& environment,
                                                const store::Credential& credential, const SuspendMember& request);

/// The seat is charged at the price of the instant, or of the quote. Errors: unauthenticated, not_found, denied, conflict
/// (`not_suspended`, `seat_limit`, `quote_stale`).
[[nodiscard]] Result<MemberView> reactivate_member(store::Transaction& tx, const Environment& environment,
                                                   const store::Credential& credential, const TeamId& team,
                                                   const MemberId& member, const std::optional<QuoteId>& quote = std::nullopt);

/// The job behind the return date: back, by the system. Errors: conflict (`seat_limit`). INVARIANT: the team is locked.
[[nodiscard]] Result<Done> return_member(store::Transaction& tx, const Environment& environment, const store::Team& team,
                                         store::Member& member);

}  // namespace rolecall::service
