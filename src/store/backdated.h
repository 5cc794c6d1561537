// Work as of an earlier instant: for the demo, which tells of months that never were.
#pragma once

#include "store/transaction.h"

namespace rolecall::store {

/// Runs `f(Transaction&)` as if it were `at`; what it writes is kept or lost together with all else of `tx`.
/// INVARIANT: the database holds nothing newer than `at`, and `f` asks for nothing to be written after an error.
template <class F>
auto run_backdated(Transaction& tx, Instant at, F&& f) {
  Transaction earlier(tx.connection(), tx.mode(), at);
  auto result = f(earlier);
  if (earlier.wakes_outbox()) tx.wake_outbox();
  return result;
}

}  // namespace rolecall::store
