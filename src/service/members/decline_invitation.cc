#include "service/members/decline_invitation.h"

#include "base/text.h"
#include "service/compose/team_mails.h"
#include "service/members/end_invitation.h"
#include "service/members/invitation_link.h"
#include "service/notices/tell.h"
#include "store/outbox.h"

namespace rolecall::service {
namespace {

constexpr std::size_t longest_decline_reason = 500;

Result<std::string> read_reason(const std::optional<std::string>& reason) {
  const std::string text(trim(reason.value_or("")));
  if (length_in_code_points(text) > longest_decline_reason) return invalid_field("/reason", "must be at most 500 characters");
  return without_control_characters(text);
}

const std::string& shown(const store::Member& member) { return member.name.empty() ? member.address : member.name; }

void tell_inviter(store::Transaction& tx, const Environment& environment, const InvitationLink& link, const std::string& reason) {
  const auto& inviter_id = link.member.invitation->invited_by;
  const auto inviter = inviter_id ? store::find_member(tx, link.team.id, *inviter_id) : std::nullopt;
  if (!inviter || inviter->status != MemberState::active) return;
  auto mail = compose::invitation_declined_mail({shown(link.member), link.team.name, reason,
                                                 environment.settings.public_url + "/teams/" + link.team.id.value + "/members"});
  store::add_mail(tx, environment.keys.sealer(),
                  {"invitation_declined", link.team.id, inviter->id, inviter->address, std::move(mail.subject),
                   std::move(mail.text), std::move(mail.html)});
  tell(tx, *inviter, NoticeKind::invitation_declined, {});
}

}  // namespace

Result<Done> decline_invitation(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const DeclineInvitation& request) {
  auto link = lock_invitation_link(tx, environment, credential, request.token);
  if (!link) return std::unexpected(link.error());
  if (link->user == LinkUser::member) {
    return fail(Code::gone, "invitation_used", "this invitation was accepted; leave the team instead");
  }
  if (link->user == LinkUser::other) {
    return fail(Code::conflict, "signed_in_as_other", "somebody else is signed in; sign out to decline as the invited address");
  }
  auto reason = read_reason(request.reason);
  if (!reason) return std::unexpected(reason.error());
  const audit::Actor person{audit::ActorType::member, link->member.id.value,
                            audit::Personal{shown(link->member), link->member.id.value}};
  const auto permit = store::permit_person(tx, link->team.id, person, link->caller ? link->caller->login.value : std::string());
  const auto ended =
      end_invitation(tx, environment, permit, link->team, link->member, {MemberState::declined, "invitation.decline", *reason});
  if (!ended) return std::unexpected(ended.error());
  tell_inviter(tx, environment, *link, *reason);
  return Done{};
}

}  // namespace rolecall::service
