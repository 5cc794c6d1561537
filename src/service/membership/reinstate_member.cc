#include "service/membership/reinstate_member.h"

#include "service/members/ask_about.h"
#include "service/members/invite.h"
#include "store/custom_roles.h"

namespace rolecall::service {
namespace {

/// The roles of then; a custom role that was deleted since is not there any more.
RoleSelection roles_of_then(store::Transaction& tx, const store::Member& member) {
  RoleSelection roles;
  roles.roles = member.roles;
  for (const RoleId& id : member.custom_roles) {
    const auto role = store::find_custom_role(tx, member.team, id);
    if (!role) continue;
    roles.custom.push_back(id);
    roles.custom_grants = roles.custom_grants | role->grants;
  }
  return roles;
}

}  // namespace

Result<MemberView> reinstate_member(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                    const TeamId& team, const MemberId& id, const std::optional<QuoteId>& quote) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto member = store::find_member(tx, team, id);
  auto question = caller->asks(policy::Action::member_invite);
  question.resource.known = member.has_value();
  const auto permit = store::authorize(tx, *caller, question, {"member", id.value});
  if (!permit) return std::unexpected(permit.error());
  if (member->status != MemberState::removed) return fail(Code::conflict, "not_removed", "only a removed member is reinstated");
  if (member->status_since + reinstatement_period <= tx.now()) {
    return fail(Code::gone, "reinstatement_over", "the member was removed more than 90 days ago; invite the address instead");
  }
  const auto address = read_address(member->address);
  if (!address) return fail(Code::gone, "reinstatement_over", "the account of this member was deleted");
  const Invitee invitee{*address, member->name, member->title, roles_of_then(tx, *member)};
  if (const auto may_give = check_may_give(tx, *caller, invitee.roles); !may_give) return std::unexpected(may_give.error());
  SeatPrice price{quote};
  const auto invited = invite(tx, environment, *permit, *caller, invitee, price);
  if (!invited) return std::unexpected(invited.error());
  return view_member(tx, *caller, *invited);
}

}  // namespace rolecall::service
