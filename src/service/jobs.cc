#include "service/jobs.h"

#include "base/log.h"
#include "service/audit/checkpoint.h"
#include "service/members/expire_invitations.h"
#include "service/membership/suspend_member.h"
#include "service/teams/team_view.h"
#include "service/teams/transfer_ownership.h"
#include "store/address_tokens.h"
#include "store/due.h"
#include "store/idempotency.h"
#include "store/logins.h"
#include "store/outbox.h"
#include "store/throttle.h"

namespace rolecall::service {
namespace {

constexpr int most_at_once = 100;

template <class F>
void run_job(log::Label name, F job) {
  try {
    job();
  } catch (const std::exception& fault) {
    log::error("job_failed", {{"job", name}, {"fault", log::FaultText(fault)}});
  }
}

/// Runs `f(tx)` as a write; an expected error (a full seat limit) leaves the thing due and is logged.
template <class F>
void write(store::Store& store, log::Label name, F f) {
  const auto done = store::run_and_wait(store, store::Kind::write, std::move(f));
  if (!done) log::warning("job_left_something_due", {{"job", name}});
}

template <class T, class F>
std::vector<T> find_due(store::Store& store, F f) {
  return store::run_and_wait(store, store::Kind::read, [&](store::Transaction& tx) { return Result<std::vector<T>>(f(tx)); })
      .value();
}

void expire_all_invitations(store::Store& store, const Environment& environment) {
  for (int round = 0; round < most_at_once; ++round) {
    const auto remaining = store::run_and_wait(store, store::Kind::write,
                                               [&](store::Transaction& tx) { return expire_invitations(tx, environment); });
    if (!remaining || *remaining == Remaining::none) return;
  }
}

void return_members(store::Store& store, const Environment& environment) {
  const auto due = find_due<store::DueReturn>(store, [](store::Transaction& tx) { return store::due_returns(tx, most_at_once); });
  for (const auto& [team_id, member_id] : due) {
    write(store, "return_members", [&](store::Transaction& tx) -> Result<Done> {
      tx.lock_team(team_id);
      const auto team = store::find_team(tx, team_id);
      auto member = store::find_member(tx, team_id, member_id);
      const bool is_due =
          team && member && member->status == MemberState::suspended && member->return_at && *member->return_at <= tx.now();
      return is_due ? return_member(tx, environment, *team, *member) : Done{};
    });
  }
}

void end_expired_transfers(store::Store& store) {
  const auto due =
      find_due<TeamId>(store, [](store::Transaction& tx) { return store::teams_with_expired_transfer(tx, most_at_once); });
  for (const TeamId& team : due) {
    write(store, "end_expired_transfers", [&](store::Transaction& tx) -> Result<Done> {
      expire_offer(tx, team);
      return Done{};
    });
  }
}

void erase_teams(store::Store& store) {
  const auto due = find_due<TeamId>(
      store, [](store::Transaction& tx) { return store::teams_to_erase(tx, tx.now() - restore_period, most_at_once); });
  for (const TeamId& id : due) {
    write(store, "erase_teams", [&](store::Transaction& tx) -> Result<Done> {
      tx.lock_team(id);
      const auto team = store::find_team(tx, id);
      if (!team || !team->deleted_at || *team->deleted_at + restore_period > tx.now()) return Done{};
      const auto permit = store::permit_system(tx, id, store::SystemReason::erasure);
      store::record(tx, permit, "system.erase_team", {"team", id.value}, nullptr, nullptr);
      store::erase_team(tx, permit, id);
      return Done{};
    });
  }
}

void forget(store::Store& store, const Environment& environment) {
  write(store, "forget", [&](store::Transaction& tx) -> Result<Done> {
    store::forget_old_replies(tx);
    store::forget_old_mails(tx);
    store::forget_ended_logins(tx, environment.settings.idle_limit);
    store::forget_old_attempts(tx);
    store::forget_old_address_tokens(tx);
    return Done{};
  });
}

void write_checkpoints(store::Store& store, const Environment& environment) {
  write(store, "write_checkpoints", [&](store::Transaction& tx) -> Result<Done> {
    write_due_checkpoints(tx, environment);
    return Done{};
  });
}

}  // namespace

void run_due_jobs(store::Store& store, const Environment& environment) {
  run_job("expire_invitations", [&] { expire_all_invitations(store, environment); });
  run_job("return_members", [&] { return_members(store, environment); });
  run_job("end_expired_transfers", [&] { end_expired_transfers(store); });
  run_job("erase_teams", [&] { erase_teams(store); });
  run_job("forget", [&] { forget(store, environment); });
  run_job("write_checkpoints", [&] { write_checkpoints(store, environment); });
}

}  // namespace rolecall::service
