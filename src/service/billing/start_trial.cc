#include "service/billing/start_trial.h"

#include "service/billing/returning_retention.h"
#include "service/paid_before_trial.h"
#include "service/seat_account.h"
#include "service/settings/effective_session_view.h"
#include "service/teams/trial_owner.h"
#include "store/seat_addresses.h"
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

/// Whoever has his seat since before addresses were remembered is known again in the trial too.
void remember_seats(store::Transaction& tx, const Environment& environment, const store::Permit& permit) {
  for (const auto& unkept : store::unkept_seat_addresses(tx, permit.team())) {
    remember_seat(tx, environment, permit, unkept.member, unkept.address_key);
  }
}

/// Teams of before owners were remembered have no hash of theirs yet; without it they would share one trial.
void name_owner(store::Transaction& tx, const Environment& environment, store::Team& team) {
  if (!team.owner_hash.empty()) return;
  const auto owner = store::find_owner(tx, team.id);
  team.owner_hash = trial_owner_hash(environment, owner.value().address_key);
}

/// Everything that was checked before anything is written.
struct CheckedTrial {
  store::TeamCaller caller;
  store::Permit permit;
  store::Team after;
};

Result<CheckedTrial> check_trial(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                 const TeamId& team) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto permit = ask(tx, *caller);
  if (!permit) return std::unexpected(permit.error());
  if (caller->team_facts.trial_features.empty()) {
    return fail(Code::conflict, "nothing_to_try", "there is nothing to try: the team's plan has all that a trial would open");
  }
  name_owner(tx, environment, caller->team);
  store::Team after = caller->team;
  after.trial.emplace(tx.now(), tx.now() + days(environment.plans.trial->days));
  return CheckedTrial{std::move(*caller), std::move(*permit), std::move(after)};
}

}  // namespace

Result<BillingView> start_trial(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const TeamId& team) {
  auto checked = check_trial(tx, environment, credential, team);
  if (!checked) return std::unexpected(checked.error());
  auto& [caller, permit, after] = *checked;
  if (!store::use_trial(tx, permit, caller.team.owner_hash)) {
    caller.team_facts.trial_used = true;
    return std::unexpected(ask(tx, caller).error());
  }
  audit::Object was{{"trial_started_at", nullptr}, {"trial_ends_at", nullptr}};
  audit::Object is{{"trial_started_at", to_rfc3339(after.trial->started_at)},
                   {"trial_ends_at", to_rfc3339(after.trial->ends_at)}};
  if (const auto waiting = returning_retention(caller.team, after, environment.plans, tx.now())) {
    put_off_retention(after, *waiting, was, is);
  }
  const auto recorded = store::record(tx, permit, "billing.start_trial", {"team", team.value}, std::move(was), std::move(is));
  post(tx, environment, permit, recorded, caller.team);
  remember_seats(tx, environment, permit);
  const auto told = told_view(tx, environment, caller.team);
  store::save_team(tx, permit, recorded, after);
  settle_view(tx, environment, permit, after, {told, compose::ViewCause::plan, caller.member.id, caller.caller.name});
  caller.team = std::move(after);
  caller.team_facts = store::team_facts(caller.team, environment.plans, tx.now());
  return view_billing(tx, environment, caller);
}

Result<TrialPreview> preview_trial(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                   const TeamId& team) {
  const auto checked = check_trial(tx, environment, credential, team);
  static_cast<void>(tx.take_record());  // a question, even a refused one, writes nothing (SPEC section 7)
  if (!checked) return std::unexpected(checked.error());
  TrialPreview preview{checked->after.trial->ends_at, checked->caller.team_facts.trial_features, {}};
  if (const auto waiting = returning_retention(checked->caller.team, checked->after, environment.plans, tx.now())) {
    preview.warnings.push_back(returning_sentence(tx, team, *waiting));
  }
  return preview;
}

}  // namespace rolecall::service
