#include "service/teams/team_view.h"

#include "policy/decide.h"
#include "service/emergency/review_emergency.h"
#include "store/ownership.h"
#include "store/session.h"

namespace rolecall::service {
namespace {

MemberRef ref_of(const std::optional<store::Member>& member) {
  return member ? MemberRef{member->id, member->name} : MemberRef{};
}

std::optional<TeamView::Transfer> waiting_transfer(store::Transaction& tx, const TeamId& team) {
  const auto transfer = store::find_open_transfer(tx, team);
  if (!transfer || transfer->expires_at <= tx.now()) return std::nullopt;
  return TeamView::Transfer{ref_of(store::find_member(tx, team, transfer->to)), transfer->expires_at};
}

}  // namespace

TeamView view_team(store::Transaction& tx, const store::TeamCaller& caller) {
  store::Team team = caller.team;
  team.plan = store::subscription_of(team, tx.now()).plan;
  const auto allowed_actions = policy::allowed_actions(caller.asks(policy::Action::team_read));
  const bool may_erase = allowed_actions.has(policy::Action::team_delete) || team.deleted_at;
  const auto held = may_erase ? std::optional(store::held_sessions(tx, caller.team.id)) : std::nullopt;
  return {std::move(team),
          ref_of(caller.member.owner ? std::optional(caller.member) : store::find_owner(tx, caller.team.id)),
          view_member(tx, caller, caller.member),
          allowed_actions,
          waiting_transfer(tx, caller.team.id),
          held,
          reviews_waiting(tx, caller)};
}

}  // namespace rolecall::service
