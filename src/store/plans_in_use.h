// What the teams of the database need of a plans file. Compares nothing: see service/billing/check_plans.h.
#pragma once

#include <string>
#include <vector>

#include "store/transaction.h"

namespace rolecall::store {

/// Of all teams but erased ones; deleted teams can come back.
struct PlansInUse {
  std::vector<std::string> plans;       // in force now, or waiting for the end of a term; by id
  std::vector<std::string> currencies;  // of the seat ledgers
  bool has_running_trial = false;
};
[[nodiscard]] PlansInUse plans_in_use(Transaction& tx);

}  // namespace rolecall::store
