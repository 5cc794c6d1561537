// What the teams of the database need of a plans file. Compares nothing: see service/billing/check_plans.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace rolecall::store {

/// Of all teams but erased ones; deleted teams can come back.
struct PlansInUse {
  std::vector<std::string> plans;        // in force now, or waiting for the end of a term; by id
  std::vector<std::string> currencies;   // of the seat ledgers
  std::optional<Instant> trials_end_at;  // the last one that runs; nothing: none does
};
[[nodiscard]] PlansInUse plans_in_use(Transaction& tx);

}  // namespace rolecall::store
