// The cascade behind "when the inviter loses the right to invite, his pending invitations are revoked and the administrators
// are told" (SPEC section 3). Whether he lost it is the caller's to know.
#pragma once

#include "base/result.h"
#include "service/environment.h"
#include "store/member.h"
#include "store/permit.h"
#include "store/team.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Whether these rights let a member invite anybody at all.
[[nodiscard]] bool may_invite(const policy::Subject& subject);

/// How many were revoked. Each has its own audit row with the system as actor, its seat ends now, and every active
/// administrator gets one mail when there were any. Errors: those of end_seat. INVARIANT: the team is locked.
[[nodiscard]] Result<int> revoke_invitations_of(store::Transaction& tx, const Environment& environment, const store::Team& team,
                                                const store::Member& inviter, store::SystemReason reason);

}  // namespace rolecall::service
