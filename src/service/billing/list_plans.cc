#include "service/billing/list_plans.h"

#include "store/caller.h"
#include "store/permit.h"

namespace rolecall::service {

Result<std::vector<billing::Plan>> list_plans(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const TeamId& team) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::billing_read), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  return environment.plans.plans;
}

}  // namespace rolecall::service
