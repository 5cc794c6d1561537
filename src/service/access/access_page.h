// One page of who could open a session, those who could first. Decides on nobody who asks: that is session_access.cc.
#pragma once

#include "service/access/session_access.h"
#include "service/access/session_then.h"

namespace rolecall::service {

/// Up to how many holders of the roles of Session View are found by their roles; more are met on a walk by name.
inline constexpr int few_holders = 200;

/// The instant is that of `then`. The answer is the same whatever `few` is.
[[nodiscard]] SessionAccess access_page(store::Transaction& tx, const SessionThen& then, const ReadSessionAccess& request,
                                        int few = few_holders);

}  // namespace rolecall::service
