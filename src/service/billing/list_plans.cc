#include "service/billing/list_plans.h"

#include "service/billing/change_subscription.h"
#include "store/caller.h"
#include "store/permit.h"

namespace rolecall::service {

Result<std::vector<PlanOffer>> list_plans(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const TeamId& team) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::billing_read), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  const auto subscription = store::subscription_of(caller->team, tx.now());
  const billing::PlanChoice present{environment.plans.find_or_default(subscription.plan), subscription.interval};
  std::vector<PlanOffer> offers;
  offers.reserve(environment.plans.plans.size());
  for (const billing::Plan& plan : environment.plans.plans) {
    offers.push_back({plan, action_to_choose(present, {plan, billing::Interval::month}),
                      action_to_choose(present, {plan, billing::Interval::year})});
  }
  return offers;
}

}  // namespace rolecall::service
