// Proves that the seats that are billed are those that were used: the ledger is compared with the members' history, the team's
// subscription, the plans' prices and its invoices, daily and on demand. Source: SPEC section 6.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "service/environment.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Sentences with ids and instants.
struct SeatReport {
  std::vector<std::string> differences;  // of seats, which postings settle
  std::vector<std::string> findings;     // what only the operator can settle, and was not told before
  std::vector<std::string> known;        // what he was told
  int repaired = 0;                      // of `differences`
  [[nodiscard]] int open() const { return static_cast<int>(differences.size() + findings.size()) - repaired; }
};

/// Compares only. A seat whose invitation ended is over, whether or not that is written.
[[nodiscard]] SeatReport compare_seats_of(store::Transaction& tx, const Environment& environment, const TeamId& team);

/// Compares under the team's lock, and posts what makes the ledger agree with the history: a seat that is missing begins, one
/// that nobody had ends, at the instants and prices of then, whatever terms came since. Each posting is audited. A finding is
/// audited and remembered, so that it is new once.
[[nodiscard]] Result<SeatReport> repair_seats_of(store::Transaction& tx, const Environment& environment, const TeamId& team);

}  // namespace rolecall::service
