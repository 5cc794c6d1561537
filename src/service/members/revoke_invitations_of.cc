#include "service/members/revoke_invitations_of.h"

#include "service/compose/team_mails.h"
#include "service/members/end_invitation.h"
#include "service/notices/tell.h"
#include "store/invitations.h"
#include "store/outbox.h"

namespace rolecall::service {
namespace {

void tell_administrators(store::Transaction& tx, const Environment& environment, const store::Team& team,
                         const store::Member& inviter, int count) {
  const auto mail = compose::invitations_revoked_mail(
      {inviter.name, team.name, count, environment.settings.public_url + "/teams/" + team.id.value + "/members"});
  for (const auto& administrator : store::active_administrators(tx, team.id)) {
    store::add_mail(
        tx, environment.keys.sealer(),
        {"invitations_revoked", team.id, administrator.member, administrator.address, mail.subject, mail.text, mail.html});
  }
  tell_team(tx, {team.id, {}, policy::RoleSet{policy::Role::administrator}}, NoticeKind::invitations_revoked, {{"count", count}});
}

}  // namespace

bool may_invite(const policy::Subject& subject) { return !policy::scopes_held(subject, policy::Action::member_invite).empty(); }

Result<int> revoke_invitations_of(store::Transaction& tx, const Environment& environment, const store::Team& team,
                                  const store::Member& inviter, store::SystemReason reason) {
  const auto permit = store::permit_system(tx, team.id, reason);
  int revoked = 0;
  for (auto& member : store::pending_invitations_of(tx, team.id, inviter.id)) {
    if (member.status_at(tx.now()) == MemberState::expired) continue;
    const auto ended =
        end_invitation(tx, environment, permit, team, member, {MemberState::revoked, "member.revoke_invitation", {}});
    if (!ended) return std::unexpected(ended.error());
    ++revoked;
  }
  if (revoked > 0) tell_administrators(tx, environment, team, inviter, revoked);
  return revoked;
}

}  // namespace rolecall::service
