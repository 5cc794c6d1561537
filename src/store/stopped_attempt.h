// The row of an attempt that was stopped before it was done: by a rule, or by a limit that no rule knows.
#pragma once

#include <string_view>

#include "audit/event.h"
#include "policy/action.h"
#include "store/transaction.h"

namespace rolecall::store {

struct TeamCaller;

/// Refused as `rule` ("throttled"); written after this transaction was rolled back. Equal ones within a minute are counted.
void note_stopped(Transaction& tx, const TeamCaller& caller, policy::Action action, std::string_view rule,
                  const audit::Resource& resource);

}  // namespace rolecall::store
