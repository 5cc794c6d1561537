#include "service/membership/end_access.h"

#include "service/accounts/end_logins.h"
#include "service/delegations/delegate.h"
#include "service/emergency/end_emergency.h"
#include "service/keys/end_api_keys_of.h"
#include "service/members/revoke_invitations_of.h"
#include "service/seats.h"
#include "service/shares/share_tree.h"
#include "service/teams/transfer_ownership.h"
#include "store/team_list.h"

namespace rolecall::service {
namespace {

/// A suspended member comes back to his own sessions: what he gave of them stays, what he passed on ends with his right to.
Sharer sharer_of(const store::Member& member) {
  return member.status == MemberState::suspended ? Sharer{.of_own = policy::ShareLevel::full} : Sharer{.has_left = true};
}

}  // namespace

Result<Receipt> end_access(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                           const store::Recorded& recorded, const store::Team& team, const store::Member& member) {
  using store::SystemReason;
  Receipt receipt{member.id, tx.now()};
  receipt.api_keys_ended = end_api_keys_of(tx, team, member, SystemReason::member_left);
  const auto revoked = revoke_invitations_of(tx, environment, team, member, SystemReason::member_left);
  if (!revoked) return std::unexpected(revoked.error());
  receipt.invitations_revoked = *revoked;
  end_offer_to(tx, team, member);
  end_shares_of(tx, member, sharer_of(member), SystemReason::member_left);
  end_emergencies(tx, team.id, member.id, EmergencyEnds::member_left);
  if (member.status == MemberState::removed) end_delegations_of(tx, member, SystemReason::member_left);
  const auto seat = end_seat(tx, environment, permit, recorded, team, member, tx.now());
  if (!seat) return std::unexpected(seat.error());
  receipt.credit_minor = -seat->amount_minor;
  if (member.user && !store::is_in_another_team(tx, *member.user, team.id)) {
    receipt.logins_ended = end_logins_of(tx, *member.user, SystemReason::member_left);
  }
  return receipt;
}

void lock_user_of(store::Transaction& tx, const TeamId& team, const MemberId& member) {
  const auto found = store::find_member(tx, team, member);
  if (found && found->user) tx.lock_user(*found->user);
}

}  // namespace rolecall::service
