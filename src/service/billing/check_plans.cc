#include "service/billing/check_plans.h"

#include "service/billing/announce_prices.h"
#include "store/installation.h"
#include "store/plans_in_use.h"

namespace rolecall::service {

Result<Done> check_plans(store::Transaction& tx, const billing::Plans& plans) {
  const auto in_use = store::plans_in_use(tx);
  const auto refuse = [](const std::string& detail) { return fail(Code::invalid, "plans_in_use", detail); };
  for (const std::string& id : in_use.plans) {
    if (plans.find(id) == nullptr) return refuse("`plan.id`: there are teams with the plan `" + id + "`, and it is missing");
  }
  const std::string& currency = plans.plans.front().currency;
  for (const std::string& kept : in_use.currencies) {
    if (kept != currency) {
      return refuse("`plan.currency`: there are seat ledgers in `" + kept + "`, and the plans are in `" + currency + "`");
    }
  }
  if (!in_use.has_running_trial) return Done{};
  if (!plans.trial) return refuse("`trial_plan`: a trial is running, and it is missing");
  const auto shown = store::installation_fact(tx, trial_plan_fact);
  if (shown && *shown != plans.trial->plan) {
    return refuse("`trial_plan`: a trial of `" + *shown + "` is running, and it is `" + plans.trial->plan + "`");
  }
  return Done{};
}

}  // namespace rolecall::service
