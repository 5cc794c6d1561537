// The job that writes down which invitations are over. What reads a member needs no job: status_at says it at once.
#pragma once

#include "base/result.h"
#include "service/environment.h"
#include "store/transaction.h"

namespace rolecall::service {

enum class Remaining { none, some };

/// Expires the team's due invitations, a bounded number at a time; call it again while some remain. Each seat ends at the
/// end of its invitation, each has an audit row `invitation.expire` of the system. Errors: those of end_seat.
[[nodiscard]] Result<Remaining> expire_invitations(store::Transaction& tx, const Environment& environment, const TeamId& team);

}  // namespace rolecall::service
