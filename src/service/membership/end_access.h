// What ends together with a member's access, in the same transaction: keys, invitations, an offered ownership,
// shares, delegations, emergency accesses, the seat, logins.
// Used by suspending, removing and leaving; asks for no rights.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "service/environment.h"
#include "service/membership/handover.h"
#include "store/member.h"
#include "store/permit.h"
#include "store/team.h"

namespace rolecall::service {

/// What moved and what ended (SPEC section 9, receipt).
struct Receipt {
  MemberId member;
  Instant at;
  std::int64_t logins_ended = 0;
  std::int64_t api_keys_ended = 0;
  std::int64_t invitations_revoked = 0;
  std::int64_t credit_minor = 0;
  HandedOver handed_over;
};

/// Each thing that ends has its own audit row with the system as actor. The member's row itself is the caller's to write, before.
/// INVARIANT: the member's user is locked, then the team (see lock_user_of).
[[nodiscard]] Result<Receipt> end_access(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                                         const store::Recorded& recorded, const store::Team& team, const store::Member& member);

/// Locks the user behind a member, so that the order "user, then team" holds. Call it before the team is locked.
void lock_user_of(store::Transaction& tx, const TeamId& team, const MemberId& member);

}  // namespace rolecall::service
