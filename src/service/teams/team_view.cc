#include "service/teams/team_view.h"

#include "policy/decide.h"
#include "store/ownership.h"

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
  return {std::move(team), ref_of(caller.member.owner ? std::optional(caller.member) : store::find_owner(tx, caller.team.id)),
          view_member(tx, caller, caller.member), policy::allowed_actions(caller.asks(policy::Action::team_read)),
          waiting_transfer(tx, caller.team.id)};
}

}  // namespace rolecall::service
