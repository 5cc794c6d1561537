#include "service/billing/start_trial.h"

#include "service/billing/returning_retention.h"
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

/// Everything that was checked before anything is written.
struct Checked {
  store::TeamCaller caller;
  store::Permit permit;
  store::Team after;
};

Result<Checked> check(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                      const TeamId& team) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto permit = ask(tx, *caller);
  if (!permit) return std::unexpected(permit.error());
  if (caller->team_facts.trial_features.empty()) {
    return fail(Code::conflict, "nothing_to_try", "there is nothing to try: the team's plan has all that a trial would open");
  }
  name_owner(tx, environment, caller->team);
  if (!store::use_trial(tx, *permit, caller->team.owner_hash)) {
    caller->team_facts.trial_used = true;
    return std::unexpected(ask(tx, *caller).error());
  }
  return preview;
}

}  // namespace rolecall::service
