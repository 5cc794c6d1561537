#include "service/members/pending_invitation.h"

#include "service/members/ask_about.h"
#include "service/members/end_invitation.h"
#include "service/members/invite.h"
#include "store/custom_roles.h"

namespace rolecall::service {
namespace {

using policy::Action;

constexpr const char* not_invited = "this member has no invitation that is pending or expired";

/// The roles of an invitation as if they were given now.
RoleSelection roles_invited_to(store::Transaction& tx, const store::Member& member) {
  return {member.roles, member.custom_roles, store::custom_grants(tx, member), false};
}

/// Reviving an expired invitation is inviting: the address must be free and the roles the caller's to give.
Result<Done> check_can_revive(store::Transaction& tx, const store::TeamCaller& caller, const store::Member& member) {
  if (member.status_at(tx.now()) != MemberState::expired) return Done{};
  const auto current = store::find_current_member(tx, member.team, member.address_key);
  if (current && current->id != member.id) return check_can_be_invited(tx, member.team, member.address_key);
  return check_may_give(tx, caller, roles_invited_to(tx, member));
}

}  // namespace

Result<MemberView> resend_invitation(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                     const InvitationOf& which, const std::optional<QuoteId>& quote) {
  const auto caller = store::load_team_caller(tx, credential, which.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto member = store::find_member(tx, which.team, which.member);
  const auto permit =
      store::authorize(tx, *caller, ask_about(*caller, Action::member_resend_invitation, member), {"member", which.member.value});
  if (!permit) return std::unexpected(permit.error());
  if (const auto fits = check_state(*member, Action::member_resend_invitation, tx.now(), "not_invited", not_invited); !fits) {
    return std::unexpected(fits.error());
  }
  if (const auto can = check_can_revive(tx, *caller, *member); !can) return std::unexpected(can.error());
  SeatPrice price{quote};
  const auto again = invite_again(tx, environment, *permit, *caller, *member, price);
  if (!again) return std::unexpected(again.error());
  return view_member(tx, *caller, *again);
}

Result<MemberView> revoke_invitation(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                     const InvitationOf& which) {
  const auto caller = store::load_team_caller(tx, credential, which.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto member = store::find_member(tx, which.team, which.member);
  const auto permit =
      store::authorize(tx, *caller, ask_about(*caller, Action::member_revoke_invitation, member), {"member", which.member.value});
  if (!permit) return std::unexpected(permit.error());
  if (const auto fits = check_state(*member, Action::member_revoke_invitation, tx.now(), "not_invited", not_invited); !fits) {
    return std::unexpected(fits.error());
  }
  const auto ended = end_invitation(tx, environment, *permit, caller->team, *member,
                                    {MemberState::revoked, policy::name_of(Action::member_revoke_invitation), {}});
  if (!ended) return std::unexpected(ended.error());
  return view_member(tx, *caller, *member);
}

}  // namespace rolecall::service
