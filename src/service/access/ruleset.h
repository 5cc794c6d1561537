// The rules that decide beside the facts: the policy table, and which features each plan opens. They are kept whenever a server
// starts with others, so that a question about the past is answered by the plans of then and says when the table has changed.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "billing/plan.h"
#include "store/transaction.h"

namespace rolecall::service {

enum class PolicyTable { same, changed };

/// Those that hold now. Call it before the server takes its first request.
void keep_ruleset(store::Transaction& tx, const billing::Plans& plans);

struct PastRules {
  billing::Plans plans;  // their features alone; prices are left out
  PolicyTable table = PolicyTable::same;
};
/// Error: invalid at `/at`, with the first instant that can be answered, when they were not kept yet. Where the first ones are
/// dated after now, since the clock stood ahead when they were kept, no others ever were: those of the present answer.
[[nodiscard]] Result<PastRules> rules_at(store::Transaction& tx, const billing::Plans& present, Instant at);

}  // namespace rolecall::service
