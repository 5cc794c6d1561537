#include "service/billing/start_trial.h"

#include "service/seat_account.h"
#include "service/teams/trial_owner.h"
#include "store/trial_used.h"

namespace rolecall::service {
namespace {

using policy::Action;

Result<store::Permit> ask(store::Transaction& tx, const store::TeamCaller& caller) {
  return store::authorize(tx, caller, caller.asks(Action::billing_start_trial), {"team", caller.team.id.value});
}

/// A row without an amount, which says from when on added seats cost nothing.
void post(store::Transaction& tx, const Environment& environment, const store::Permit& permit, const store::Recorded& recorded,
          const store::Team& team) {
  const SeatAccount account = seat_account(tx, environment, team);
  post_due(tx, permit, team.id, account);
  store::append_posting(tx, permit, team.id, {std::nullopt, recorded.action(), std::nullopt, account.basis.currency},
                        billing::change_price(account.state, account.at, account.state.price_minor));
}

/// Teams of before owners were remembered have no hash of theirs yet; without it they would share one trial.
void name_owner(store::Transaction& tx, const Environment& environment, store::Team& team) {
  if (!team.owner_hash.empty()) return;
  const auto owner = store::find_owner(tx, team.id);
  team.owner_hash = trial_owner_hash(environment, owner.value().address_key);
}

}  // namespace

Result<BillingView> start_trial(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const TeamId& team) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = ask(tx, *caller);
  if (!permit) return std::unexpected(permit.error());
  if (caller->team_facts.trial_features.empty()) {
    return fail(Code::conflict, "nothing_to_try", "there is nothing to try: the team's plan has all that a trial would open");
  }
  name_owner(tx, environment, caller->team);
  if (!store::use_trial(tx, *permit, caller->team.owner_hash)) {
    caller->team_facts.trial_used = true;
    return std::unexpected(ask(tx, *caller).error());
  }
  const billing::Trial trial{tx.now(), tx.now() + days(environment.plans.trial->days)};
  const auto recorded = store::record(
      tx, *permit, "billing.start_trial", {"team", team.value},
      audit::Object{{"trial_started_at", nullptr}, {"trial_ends_at", nullptr}},
      audit::Object{{"trial_started_at", to_rfc3339(trial.started_at)}, {"trial_ends_at", to_rfc3339(trial.ends_at)}});
  post(tx, environment, *permit, recorded, caller->team);
  caller->team.trial = trial;
  store::save_team(tx, *permit, recorded, caller->team);
  caller->team_facts = store::team_facts(caller->team, environment.plans, tx.now());
  return view_billing(tx, environment, *caller);
}

}  // namespace rolecall::service
