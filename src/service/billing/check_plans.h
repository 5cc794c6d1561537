// Whether a plans file fits the teams that are there: an installation that starts with it takes features and prices from it.
#pragma once

#include "base/result.h"
#include "billing/plan.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Success when every plan that a team has or will have is there, the currency is that of the ledgers, and a trial that runs is
/// still offered, with the plan that it shows: otherwise a paid team would silently lose features, or sums of two currencies
/// would be added. A price may change, and holds from the next term on. Error: invalid, with the key of the file in its detail.
[[nodiscard]] Result<Done> check_plans(store::Transaction& tx, const billing::Plans& plans);

}  // namespace rolecall::service
