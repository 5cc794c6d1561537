// A plan or trial that brings the team policies back finds a retention that was remembered meanwhile. It waits as a shorter one
// does before it deletes anything (SPEC section 5), so that nobody loses sessions by buying a plan.
#pragma once

#include <optional>
#include <string>

#include "audit/value.h"
#include "billing/plan.h"
#include "store/team.h"
#include "store/transaction.h"

namespace rolecall::service {

/// The remembered days and when they may bite, where `after` brings the team policies back: now, or by what it lets wait. The
/// last return counts. Nothing where none is brought back or nothing is remembered.
[[nodiscard]] std::optional<store::WaitingRetention> returning_retention(const store::Team& before, const store::Team& after,
                                                                         const billing::Plans& plans, Instant now);

/// The team as it is then: until the waiting days bite it keeps everything. Adds what changed to the facts of the audit row.
void put_off_retention(store::Team& team, const store::WaitingRetention& waiting, audit::Object& before, audit::Object& after);

/// How many sessions it deletes in the night after it bites; exact up to 10,000.
[[nodiscard]] std::int64_t deleted_by(store::Transaction& tx, const TeamId& team, const store::WaitingRetention& waiting);

/// For previews: what returns, when, and what goes then.
[[nodiscard]] std::string returning_sentence(store::Transaction& tx, const TeamId& team, const store::WaitingRetention& waiting);

}  // namespace rolecall::service
