// The plans of the installation, to choose from (PUT /teams/{team}/billing/subscription).
#pragma once

#include <vector>

#include "billing/plan.h"
#include "policy/action.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

struct PlanOffer {
  billing::Plan plan;
  policy::Action chosen_by_the_month{};  // what choosing it now is asked as, see change_subscription.h
  policy::Action chosen_by_the_year{};
  [[nodiscard]] bool is_free_of_charge() const { return plan.price_per_seat_month == 0 && plan.price_per_seat_year == 0; }
};

/// In the order of the plans file. Errors: those of authorize for billing.read.
[[nodiscard]] Result<std::vector<PlanOffer>> list_plans(store::Transaction& tx, const Environment& environment,
                                                        const store::Credential& credential, const TeamId& team);

}  // namespace rolecall::service
