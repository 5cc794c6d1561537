#include "service/members/add_member.h"

namespace rolecall::service {

Result<MemberView> add_member(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                              const TeamId& team, const NewMember& person) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::member_invite), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  const auto invitee = read_invitee(tx, team, person);
  if (!invitee) return std::unexpected(invitee.error());
  if (const auto may = check_may_give(tx, *caller, invitee->roles); !may) return std::unexpected(may.error());
  SeatPrice price{person.quote};
  const auto member = invite(tx, environment, *permit, *caller, *invitee, price);
  if (!member) return std::unexpected(member.error());
  return view_member(tx, *caller, *member);
}

}  // namespace rolecall::service
