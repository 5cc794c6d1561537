#include "service/billing/read_billing.h"

#include "store/caller.h"

namespace rolecall::service {
namespace {

Result<store::TeamCaller> load_reader(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                      const TeamId& team) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::billing_read), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  return caller;
}

}  // namespace

Result<BillingView> get_billing(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const TeamId& team) {
  const auto caller = load_reader(tx, environment, credential, team);
  if (!caller) return std::unexpected(caller.error());
  return view_billing(tx, environment, *caller);
}

Result<std::vector<store::LedgerEntry>> list_ledger(store::Transaction& tx, const Environment& environment,
                                                    const store::Credential& credential, const TeamId& team,
                                                    std::int64_t before_seq, int limit) {
  const auto caller = load_reader(tx, environment, credential, team);
  if (!caller) return std::unexpected(caller.error());
  return store::list_ledger(tx, team, before_seq, limit);
}

}  // namespace rolecall::service
