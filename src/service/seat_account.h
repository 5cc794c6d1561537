// A team's seat ledger brought forward to now: terms that ended in between are posted first. Used by seats, quotes and billing.
#pragma once

#include "billing/ledger.h"
#include "billing/quote.h"
#include "service/environment.h"
#include "store/seat_ledger.h"
#include "store/team.h"

namespace rolecall::service {

/// A posting that is due, and whose event it is.
struct DuePosting {
  billing::Posting posting;
  store::LedgerCause cause;
};

struct SeatAccount {
  Instant at;                   // now; never before the running term, which a server whose clock is ahead may have begun
  billing::LedgerState state;   // as of then
  std::vector<DuePosting> due;  // what has to be written to get there
  billing::QuoteBasis basis;
};

/// Reads only. Seats of invitations that ended end first, each in the term and at the price of its end (SPEC section 6: expiry
/// credits from `expires_at`, whenever the job runs).
[[nodiscard]] SeatAccount seat_account(store::Transaction& tx, const Environment& environment, const store::Team& team);

/// Writes what is due, before the posting that follows it; each new term has its audit row by the system.
void post_due(store::Transaction& tx, const store::Permit& permit, const TeamId& team, const SeatAccount& account);

}  // namespace rolecall::service
