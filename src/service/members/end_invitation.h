// Ends an invitation that nobody accepted: expired, revoked or declined. The seat is credited, the mail that waits is withdrawn.
// Asks for no rights.
#pragma once

#include <string_view>

#include "base/result.h"
#include "service/environment.h"
#include "store/member.h"
#include "store/permit.h"
#include "store/team.h"
#include "store/transaction.h"

namespace rolecall::service {

struct InvitationEnd {
  MemberState status = MemberState::revoked;
  std::string_view action;  // as the audit names it
  std::string reason;       // free text of the person who declined; may be empty
};

/// Writes the row, its audit row and the seat, which ends now, or when the invitation expired before. The hash of the token
/// stays: its link answers 410 with the reason. INVARIANT: the member is invited or expired, and the team is locked.
[[nodiscard]] Result<Done> end_invitation(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                                          const store::Team& team, store::Member& member, const InvitationEnd& end);

/// What the job does to one invitation that is due, for whoever meets it before the job does: state expired since its end,
/// `invitation.expire` by the system.
[[nodiscard]] Result<Done> expire_invitation(store::Transaction& tx, const Environment& environment, const store::Team& team,
                                             store::Member& member);

}  // namespace rolecall::service
