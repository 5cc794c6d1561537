#include "service/members/end_invitation.h"

#include <algorithm>

#include "service/members/member_audit.h"
#include "service/seat_account.h"
#include "service/seats.h"
#include "store/outbox.h"

namespace rolecall::service {
namespace {

MemberChange audited(const store::Member& before, const store::Member& after, const InvitationEnd& end) {
  auto change = change_of(before, after);
  if (!end.reason.empty()) change.after.object()->emplace("reason", audit::Personal{end.reason, after.id.value});
  return change;
}

}  // namespace

Result<Done> end_invitation(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                            const store::Team& team, store::Member& member, const InvitationEnd& end) {
  // Before the member is written: a seat that ended in a term that is over, or before a change of the price, is credited there.
  post_due(tx, permit, team.id, seat_account(tx, environment, team));
  const Instant ended_at = std::min(tx.now(), member.invitation->expires_at);
  const store::Member before = member;
  member.status = end.status;
  member.status_since = end.status == MemberState::expired ? ended_at : tx.now();
  auto change = audited(before, member, end);
  const auto recorded =
      store::record(tx, permit, end.action, {"member", member.id.value}, std::move(change.before), std::move(change.after));
  store::save_member(tx, permit, recorded, member);
  store::withdraw_mails_of_member(tx, member.id, "invitation");
  const auto posted = end_seat(tx, environment, permit, recorded, team, member, ended_at);
  if (!posted) return std::unexpected(posted.error());
  return Done{};
}

Result<Done> expire_invitation(store::Transaction& tx, const Environment& environment, const store::Team& team,
                               store::Member& member) {
  const auto permit = store::permit_system(tx, team.id, store::SystemReason::invitation_expired);
  return end_invitation(tx, environment, permit, team, member, {MemberState::expired, "invitation.expire", {}});
}

}  // namespace rolecall::service
