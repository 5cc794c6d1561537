// POST /invitations/{token}/decline: whoever holds the mailed link says no. Needs no account and no login.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

struct DeclineInvitation {
  std::string token;
  std::optional<std::string> reason;  // free text, at most 500 characters; goes to the inviter and, as personal, into the audit
};

/// The link is dead, the seat is free, the inviter is told by mail. Errors: those of read_invitation_link, conflict
/// `signed_in_as_other`, gone `invitation_used` for who accepted, invalid at `/reason`.
[[nodiscard]] Result<Done> decline_invitation(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const DeclineInvitation& request);

}  // namespace rolecall::service
