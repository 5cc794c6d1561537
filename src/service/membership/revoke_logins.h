// DELETE …/members/{member}/logins: every login of the member must sign in again before this team lets it in.
#pragma once

#include "service/environment.h"
#include "store/credential.h"
#include "store/member.h"

namespace rolecall::service {

/// Errors: unauthenticated, not_found, denied (owner_protected), conflict (`not_current`).
[[nodiscard]] Result<Done> revoke_logins(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const TeamId& team, const MemberId& member);

}  // namespace rolecall::service
