// The owner is told a week and a day before a trial ends (SPEC section 6). Jobs call it.
#pragma once

#include "base/result.h"
#include "service/environment.h"
#include "store/transaction.h"

namespace rolecall::service {

inline constexpr Duration first_trial_reminder = days(7);
inline constexpr Duration last_trial_reminder = days(1);

/// Mails the reminder that is due; a day before the end, one that was missed a week before is not sent any more. Nothing when
/// none is.
[[nodiscard]] Result<Done> remind_of_trial(store::Transaction& tx, const Environment& environment, const TeamId& team);

}  // namespace rolecall::service
