// POST /teams/{team}/members: one address is invited, takes a seat and gets a mail (SPEC section 3, Add).
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "service/environment.h"
#include "service/members/member_view.h"
#include "service/members/new_member.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

/// The invited member. Needs `member.invite`, and `role.assign` for any role. Errors: unauthenticated, not_found, denied,
/// invalid, throttled, and conflict: `already_member`, `already_invited`, `quote_stale`, `seat_limit`.
[[nodiscard]] Result<MemberView> add_member(store::Transaction& tx, const Environment& environment,
                                            const store::Credential& credential, const TeamId& team, const NewMember& person);

}  // namespace rolecall::service
