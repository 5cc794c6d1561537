#include "service/billing/billing_view.h"

#include "policy/catalog.h"
#include "policy/decide.h"
#include "policy/explain.h"
#include "service/billing/returning_retention.h"
#include "service/seat_account.h"

namespace rolecall::service {
namespace {

using policy::Action;

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

Result<store::TeamCaller> load_billing_reader(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const TeamId& team) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(Action::billing_read), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  return caller;
}

BillingView view_billing(store::Transaction& tx, const Environment& environment, const store::TeamCaller& caller) {
  const SeatAccount account = seat_account(tx, environment, caller.team);
  BillingView view;
  view.team = caller.team;
  view.subscription = store::subscription_of(caller.team, tx.now());
  const auto& next = caller.team.subscription_next;
  if (next && next->from > tx.now()) view.next = next;
  view.plan_name = environment.plans.find_or_default(view.subscription.plan).name;
  view.term = account.state.term;
  view.seats_used = account.state.quantity.count;
  view.balance_minor = account.state.balance_minor;
  view.currency = account.basis.currency;
  view.charged = environment.settings.seat_charge;
  view.is_trial_available = !caller.team_facts.trial_used && !caller.team_facts.trial_features.empty();
  view.is_trial_running = caller.team.trial && caller.team.trial->is_running(tx.now());
  const auto& waiting = caller.team.settings.retention_next;
  if (waiting && waiting->from > tx.now() && caller.team_facts.features.has(policy::Feature::team_policies)) {
    view.retention_to_come = RetentionToCome{*waiting, deleted_by(tx, caller.team.id, *waiting)};
  }
  view.allowed_actions = policy::allowed_actions(caller.asks(Action::billing_read));
  add_features(caller, view);
  return view;
}

}  // namespace rolecall::service
