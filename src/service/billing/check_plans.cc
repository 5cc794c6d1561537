#include "service/billing/check_plans.h"

#include <fmt/format.h>

#include "service/billing/announce_prices.h"
#include "store/installation.h"
#include "store/plans_in_use.h"

namespace rolecall::service {

Result<Done> check_plans(store::Transaction& tx, const billing::Plans& plans) {
  const auto in_use = store::plans_in_use(tx);
  const auto refuse = [](const std::string& detail) { return fail(Code::invalid, "plans_in_use", detail); };
  for (const std::string& id : in_use.plans) {
    if (plans.find(id) == nullptr)
      return refuse(fmt::format("`plan.id`: there are teams with the plan `{}`, and it is missing", id));
  }
  const std::string& currency = plans.plans.front().currency;
  for (const std::string& kept : in_use.currencies) {
    if (kept != currency) {
      return refuse(fmt::format("`plan.currency`: there are seat ledgers in `{}`, and the plans are in `{}`", kept, currency));
    }
  }
  if (!in_use.trials_end_at) return Done{};
  const std::string end = to_rfc3339(*in_use.trials_end_at);
  if (!plans.trial) return refuse(fmt::format("`trial_plan`: a trial is running, and it is missing: put it back until {}", end));
  const auto shown = store::installation_fact(tx, trial_plan_fact);
  if (shown && *shown != plans.trial->plan) {
    return refuse(fmt::format("`trial_plan`: a trial of `{0}` is running, and it is `{1}`: put `{0}` back until {2}", *shown,
                              plans.trial->plan, end));
  }
  return Done{};
}

}  // namespace rolecall::service
