// Proves that the seats that are billed are those that were used: the ledger is compared with the members' history, row by row,
// daily and on demand. Source: SPEC section 6.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "service/environment.h"
#include "store/transaction.h"

namespace rolecall::service {

struct SeatReport {
  std::vector<std::string> differences;  // sentences with ids and instants
  int repaired = 0;                      // seats that were posted or ended; the other differences are the operator's
};

/// Compares only. An invitation whose end is due but not posted counts as running.
[[nodiscard]] SeatReport compare_seats_of(store::Transaction& tx, const Environment& environment, const TeamId& team);

/// Compares again under the team's lock, and posts a seat for everybody who has none, and ends the one of everybody who has no
/// right to it, from the instant that the history names or the beginning of the running term. Each repair is audited.
[[nodiscard]] Result<SeatReport> repair_seats_of(store::Transaction& tx, const Environment& environment, const TeamId& team);

}  // namespace rolecall::service
