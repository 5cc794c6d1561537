// What the plans of a server cost, kept as evidence for the comparison of the ledgers.
#pragma once

#include "base/result.h"
#include "service/environment.h"
#include "store/store.h"

namespace rolecall::service {

/// The fact of the installation that says which plan its trials show; see check_plans.h.
inline constexpr std::string_view trial_plan_fact = "trial_plan";

/// Keeps the prices, and the plan of trials, that are not those kept last. Once at each start of a server: two that run with
/// different files would otherwise take turns in writing them for ever.
[[nodiscard]] Result<Done> announce_prices(store::Store& store, const Environment& environment);

}  // namespace rolecall::service
