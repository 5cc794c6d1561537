// What an administrator does with an invitation that is pending or expired: send it again, or take it back.
#pragma once

#include <optional>

#include "base/id.h"
#include "base/result.h"
#include "service/environment.h"
#include "service/members/member_view.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

struct InvitationOf {
  TeamId team;
  MemberId member;
};

/// A new link was mailed, the old one is dead; an expired invitation lives again. Reviving one gives its roles once more, so it
/// needs `role.assign` for them beside `member.resend_invitation`, and begins a seat, at the quote's price when one is named.
/// Errors: unauthenticated, not_found, denied, throttled, conflict `not_invited`, `already_member`, `seat_limit`, `quote_stale`
/// (also for a pending one, whose seat is charged already).
[[nodiscard]] Result<MemberView> resend_invitation(store::Transaction& tx, const Environment& environment,
                                                   const store::Credential& credential, const InvitationOf& which,
                                                   const std::optional<QuoteId>& quote = std::nullopt);

/// The link is dead and the seat is free. Never touches anybody who has joined: conflict `not_invited`.
/// Other errors: unauthenticated, not_found, denied.
[[nodiscard]] Result<MemberView> revoke_invitation(store::Transaction& tx, const Environment& environment,
                                                   const store::Credential& credential, const InvitationOf& which);

}  // namespace rolecall::service
