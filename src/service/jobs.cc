#include "service/jobs.h"

#include <stdexcept>

#include "base/log.h"
#include "service/accounts/account_rows.h"
#include "service/audit/checkpoint.h"
#include "service/billing/bill_team.h"
#include "service/billing/reconcile_seats.h"
#include "service/billing/remind_of_trial.h"
#include "service/members/expire_invitations.h"
#include "service/membership/suspend_member.h"
#include "service/sessions/delete_expired.h"
#include "service/settings/effective_session_view.h"
#include "service/teams/team_view.h"
#include "service/teams/transfer_ownership.h"
#include "store/address_tokens.h"
#include "store/audit_reader.h"
#include "store/due.h"
#include "store/idempotency.h"
#include "store/invitations.h"
#include "store/invoices.h"
#include "store/logins.h"
#include "store/outbox.h"
#include "store/retention.h"
#include "store/seat_books.h"
#include "store/session_view_due.h"
#include "store/throttle.h"

namespace rolecall::service {
namespace {

constexpr int most_at_once = 100;
constexpr Duration reconciled_every = days(1);
/// After a fault, which the next round would only meet again.
constexpr Duration reconciled_again_after = hours(1);
/// How long an account waits for somebody to prove its address. Every mailed link has ended long before.
constexpr Duration unverified_kept = days(7);

struct Round {
  store::Store& store;
  const Environment& environment;
  const std::stop_token& stop;

  [[nodiscard]] bool is_stopped() const { return stop.stop_requested(); }
};

template <class F>
void run_job(log::Label name, F job) {
  try {
    job();
  } catch (const std::exception& fault) {
    log::error("job_failed", {{"job", name}, {"fault", log::FaultText(fault)}});
  }
}

/// Runs `f(tx)` as a write of its own. An expected error (a full seat limit) leaves the thing due and is logged, as is a fault:
/// one broken team does not hold up the others.
template <class F>
void write(store::Store& store, log::Label name, F f) {
  run_job(name, [&] {
    const auto done = store::run_and_wait(store, store::Kind::write, std::move(f));
    if (!done) log::warning("job_left_something_due", {{"job", name}});
  });
}

/// What `f(tx)` finds. Every job looks before it writes, so that an idle server writes nothing.
template <class F>
auto look(store::Store& store, F f) {
  using Found = std::invoke_result_t<F&, store::Transaction&>;
  return store::run_and_wait(store, store::Kind::read, [&](store::Transaction& tx) { return Result<Found>(f(tx)); }).value();
}

/// `act` on each thing that `find(tx, after)` finds, page by page: what cannot be done now, in a full or a broken team, stays due
/// and does not hide what is due behind it. A round that is told to stop finishes the thing at hand.
template <class Thing, class Find, class Act>
void each_due(const Round& round, Find find, Act act) {
  for (Thing after;;) {
    const auto due = look(round.store, [&](store::Transaction& tx) { return find(tx, after); });
    if (due.empty()) return;
    for (const Thing& thing : due) {
      if (round.is_stopped()) return;
      act(thing);
    }
    after = due.back();
  }
}

void expire_invitations_of(const Round& round, const TeamId& team) {
  auto remaining = Remaining::some;
  for (int batch = 0; batch < most_at_once && remaining == Remaining::some && !round.is_stopped(); ++batch) {
    remaining = Remaining::none;
    write(round.store, "expire_invitations", [&](store::Transaction& tx) -> Result<Done> {
      const auto expired = expire_invitations(tx, round.environment, team);
      if (!expired) return std::unexpected(expired.error());
      remaining = *expired;
      return Done{};
    });
  }
}

void expire_all_invitations(const Round& round) {
  each_due<TeamId>(
      round,
      [](store::Transaction& tx, const TeamId& after) { return store::teams_with_due_invitations(tx, after, most_at_once); },
      [&](const TeamId& team) { expire_invitations_of(round, team); });
}

void return_due_member(store::Store& store, const Environment& environment, const store::DueReturn& due) {
  write(store, "return_members", [&](store::Transaction& tx) -> Result<Done> {
    tx.lock_team(due.team);
    const auto team = store::find_team(tx, due.team);
    auto member = store::find_member(tx, due.team, due.member);
    const bool is_due = team && !team->deleted_at && member && member->status == MemberState::suspended && member->return_at &&
                        *member->return_at <= tx.now();
    return is_due ? return_member(tx, environment, *team, *member) : Done{};
  });
}

void return_members(const Round& round) {
  each_due<store::DueReturn>(
      round, [](store::Transaction& tx, const store::DueReturn& after) { return store::due_returns(tx, after, most_at_once); },
      [&](const store::DueReturn& due) { return_due_member(round.store, round.environment, due); });
}

/// `act` on each team, as each_due does.
template <class Find, class Act>
void each_due_team(const Round& round, Find find, Act act) {
  each_due<store::DueTeam>(round, find, [&](const store::DueTeam& due) { act(due.team); });
}

void end_expired_transfers(const Round& round) {
  each_due_team(
      round,
      [](store::Transaction& tx, const auto& after) { return store::teams_with_expired_transfer(tx, after, most_at_once); },
      [&](const TeamId& team) {
        write(round.store, "end_expired_transfers", [&](store::Transaction& tx) -> Result<Done> {
          expire_offer(tx, team);
          return Done{};
        });
      });
}

/// The checkpoint over the chain with its last row is what remains, so it is signed at once and not when the next one is due.
void erase_team(store::Store& store, const Environment& environment, const TeamId& id) {
  write(store, "erase_teams", [&](store::Transaction& tx) -> Result<Done> {
    tx.lock_team(id);
    const auto team = store::find_team(tx, id);
    if (!team || !team->deleted_at || *team->deleted_at + restore_period > tx.now()) return Done{};
    if (store::held_sessions(tx, id) > 0) return Done{};
    const auto permit = store::permit_system(tx, id, store::SystemReason::erasure);
    store::record(tx, permit, "system.erase_team", {"team", id.value}, nullptr, nullptr);
    store::erase_team(tx, permit, id);
    static_cast<void>(sign_chain(tx, environment, id.value));
    return Done{};
  });
}

void erase_teams(const Round& round) {
  each_due_team(
      round,
      [](store::Transaction& tx, const auto& after) {
        return store::teams_to_erase(tx, tx.now() - restore_period, after, most_at_once);
      },
      [&](const TeamId& team) { erase_team(round.store, round.environment, team); });
}

/// The night's work: sessions whose retention was over at the last midnight.
void delete_sessions(const Round& round) {
  const auto due =
      look(round.store, [](store::Transaction& tx) { return store::teams_with_expired_sessions(tx, midnight_before(tx.now())); });
  for (const TeamId& team : due) {
    std::int64_t deleted = 0;
    for (int batch = 0; batch < most_at_once && (batch == 0 || deleted > 0) && !round.is_stopped(); ++batch) {
      deleted = 0;
      write(round.store, "delete_sessions", [&](store::Transaction& tx) -> Result<Done> {
        deleted = delete_expired_sessions(tx, round.environment, team);
        return Done{};
      });
    }
  }
}

/// Ended terms are posted, due invoices made, overdue ones called to mind.
void bill_teams(const Round& round) {
  each_due_team(
      round, [](store::Transaction& tx, const auto& after) { return store::teams_to_bill(tx, tx.now(), after, most_at_once); },
      [&](const TeamId& team) {
        write(round.store, "bill_teams", [&](store::Transaction& tx) { return bill_team(tx, round.environment, team); });
      });
  each_due<store::Invoice>(
      round,
      [](store::Transaction& tx, const auto& after) { return store::invoices_to_remind(tx, tx.now(), after, most_at_once); },
      [&](const store::Invoice& invoice) {
        write(round.store, "bill_teams",
              [&](store::Transaction& tx) { return remind_of_invoice(tx, round.environment, invoice.team, invoice.id); });
      });
}

void remind_of_trials(const Round& round) {
  each_due<store::EndingTrial>(
      round,
      [](store::Transaction& tx, const auto& after) {
        return store::trials_to_remind(tx, first_trial_reminder, last_trial_reminder, after, most_at_once);
      },
      [&](const store::EndingTrial& trial) {
        write(round.store, "remind_of_trials",
              [&](store::Transaction& tx) { return remind_of_trial(tx, round.environment, trial.team); });
      });
}

/// The sentences hold ids and instants only.
void log_each(log::Label event, const TeamId& team, const std::vector<std::string>& sentences) {
  for (const std::string& sentence : sentences) {
    log::warning(event, {{"team", team}, {"what", log::FaultText(std::runtime_error(sentence))}});
  }
}

void log_report(const TeamId& team, const SeatReport& report) {
  log_each("seats_repaired", team, report.differences);
  log_each("billing_needs_the_operator", team, report.findings);
}

void tell_session_views(const Round& round) {
  each_due_team(
      round,
      [](store::Transaction& tx, const auto& after) { return store::teams_with_session_view_due(tx, after, most_at_once); },
      [&](const TeamId& team) {
        write(round.store, "tell_session_views",
              [&](store::Transaction& tx) { return tell_view_by_clock(tx, round.environment, team); });
      });
}

/// Books that cannot be read are looked at again later, and not in every round.
void put_reconciliation_off(store::Store& store, const TeamId& team) {
  write(store, "reconcile_teams", [&](store::Transaction& tx) -> Result<Done> {
    tx.lock_team(team);
    store::mark_reconciled(tx, store::permit_system(tx, team, store::SystemReason::reconciliation),
                           tx.now() - reconciled_every + reconciled_again_after);
    return Done{};
  });
}

void reconcile_team(store::Store& store, const Environment& environment, const TeamId& team) {
  bool is_compared = false;
  write(store, "reconcile_teams", [&](store::Transaction& tx) -> Result<Done> {
    const auto report = repair_seats_of(tx, environment, team);
    if (!report) return std::unexpected(report.error());
    log_report(team, *report);
    is_compared = true;
    return Done{};
  });
  if (!is_compared) put_reconciliation_off(store, team);
}

/// Once a day for each team. A round compares one page of them, so that the jobs behind are not held up: whoever was compared, or
/// put off, is due no more, and the next round goes on with the others.
void reconcile_teams(const Round& round) {
  const auto due = look(round.store, [](store::Transaction& tx) {
    return store::teams_to_reconcile(tx, tx.now() - reconciled_every, {}, most_at_once);
  });
  for (const auto& [since, team] : due) {
    if (round.is_stopped()) return;
    reconcile_team(round.store, round.environment, team);
  }
}

void erase_account(store::Store& store, const UserId& user) {
  write(store, "erase_accounts", [&](store::Transaction& tx) -> Result<Done> {
    tx.lock_user(user);
    if (!store::is_abandoned(tx, user, tx.now() - unverified_kept)) return Done{};
    const auto event = system_event("account.deleted", user, store::SystemReason::erasure);
    store::erase_abandoned_account(tx, store::record_account(tx, event), user);
    return Done{};
  });
}

void erase_accounts(const Round& round) {
  each_due<store::DueAccount>(
      round,
      [](store::Transaction& tx, const auto& after) {
        return store::abandoned_accounts(tx, tx.now() - unverified_kept, after, most_at_once);
      },
      [&](const store::DueAccount& account) { erase_account(round.store, account.user); });
}

bool has_something_to_forget(store::Transaction& tx, Duration idle_limit) {
  return store::has_old_replies(tx) || store::has_old_mails(tx) || store::has_ended_logins(tx, idle_limit) ||
         store::has_old_attempts(tx) || store::has_old_address_tokens(tx);
}

void forget(const Round& round) {
  const Duration idle_limit = round.environment.settings.idle_limit;
  if (!look(round.store, [&](store::Transaction& tx) { return has_something_to_forget(tx, idle_limit); })) return;
  write(round.store, "forget", [&](store::Transaction& tx) -> Result<Done> {
    store::forget_old_replies(tx);
    store::forget_old_mails(tx);
    store::forget_ended_logins(tx, idle_limit);
    store::forget_old_attempts(tx);
    store::forget_old_address_tokens(tx);
    return Done{};
  });
}

void write_checkpoints(const Round& round) {
  const auto due = look(round.store, [](store::Transaction& tx) { return store::chains_due_for_checkpoint(tx, {}, 1); });
  if (due.empty()) return;
  write(round.store, "write_checkpoints", [&](store::Transaction& tx) -> Result<Done> {
    write_due_checkpoints(tx, round.environment);
    return Done{};
  });
}

}  // namespace

void run_due_jobs(store::Store& store, const Environment& environment, const std::stop_token& stop) {
  const Round round{store, environment, stop};
  const auto run = [&](log::Label name, void (*job)(const Round&)) {
    if (!round.is_stopped()) run_job(name, [&] { job(round); });
  };
  run("expire_invitations", expire_all_invitations);
  run("return_members", return_members);
  run("end_expired_transfers", end_expired_transfers);
  run("bill_teams", bill_teams);
  run("remind_of_trials", remind_of_trials);
  run("tell_session_views", tell_session_views);
  run("reconcile_teams", reconcile_teams);
  run("delete_sessions", delete_sessions);
  run("erase_teams", erase_teams);
  run("erase_accounts", erase_accounts);
  run("forget", forget);
  run("write_checkpoints", write_checkpoints);
}

}  // namespace rolecall::service
