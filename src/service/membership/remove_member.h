// DELETE …/members/{member} and POST …/leave: access ends now, what the clinic needs stays, a receipt says what moved and ended.
#pragma once

#include <optional>

#include "service/environment.h"
#include "service/membership/end_access.h"
#include "store/credential.h"

namespace rolecall::service {

struct RemoveMember {
  TeamId team;
  MemberId member;
  std::optional<MemberId> handover_to;
};

/// Errors: unauthenticated, not_found, denied (owner_protected), conflict (`not_current`: invitations are revoked instead),
/// invalid at `/handover_to` unless it is another active member who may hold own sessions and is not the actor, conflict
/// (`handover_needed`) when he has sessions or personal templates and no heir is named.
[[nodiscard]] Result<Receipt> remove_member(store::Transaction& tx, const Environment& environment,
                                            const store::Credential& credential, const RemoveMember& request);

/// Errors: unauthenticated, not_found, denied (owner_cannot_leave), invalid at `/handover_to`, conflict (`handover_needed`).
[[nodiscard]] Result<Receipt> leave_team(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const TeamId& team,
                                         const std::optional<MemberId>& handover_to);

}  // namespace rolecall::service
