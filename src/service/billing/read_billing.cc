#include "service/billing/read_billing.h"

#include "policy/catalog.h"
#include "policy/decide.h"
#include "policy/explain.h"
#include "service/seat_account.h"
#include "store/caller.h"

namespace rolecall::service {
namespace {

using policy::Action;

Result<store::TeamCaller> load_reader(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                      const TeamId& team) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(Action::billing_read), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  return caller;
}

void add_features(const store::TeamCaller& caller, BillingView& view) {
  view.features = caller.team_facts.features;
  for (const policy::FeatureEntry& entry : policy::all_features) {
    auto question = caller.asks(Action::billing_read);
    question.request.features.add(entry.feature);
    const auto decision = policy::decide(question);
    if (!decision.permitted()) view.missing[static_cast<std::size_t>(entry.feature)] = policy::refusal_of(decision, question);
  }
}

}  // namespace

Result<BillingView> get_billing(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const TeamId& team) {
  const auto caller = load_reader(tx, environment, credential, team);
  if (!caller) return std::unexpected(caller.error());
  const SeatAccount account = seat_account(tx, environment, caller->team);
  BillingView view;
  view.team = caller->team;
  view.plan_name = environment.plans.find_or_default(caller->team.plan).name;
  view.term = account.state.term;
  view.seats_used = account.state.quantity.count;
  view.balance_minor = account.state.balance_minor;
  view.currency = account.basis.currency;
  view.is_trial_available = !caller->team_facts.trial_used && !caller->team_facts.trial_features.empty();
  view.allowed_actions = policy::allowed_actions(caller->asks(Action::billing_read));
  add_features(*caller, view);
  return view;
}

Result<std::vector<store::LedgerEntry>> list_ledger(store::Transaction& tx, const Environment& environment,
                                                    const store::Credential& credential, const TeamId& team,
                                                    std::int64_t before_seq, int limit) {
  const auto caller = load_reader(tx, environment, credential, team);
  if (!caller) return std::unexpected(caller.error());
  return store::list_ledger(tx, team, before_seq, limit);
}

}  // namespace rolecall::service
