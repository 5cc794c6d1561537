#include "service/members/look_at_invitation.h"

#include "policy/catalog.h"
#include "store/custom_roles.h"

namespace rolecall::service {
namespace {

std::string inviter_name(store::Transaction& tx, const store::Member& member) {
  if (!member.invitation->invited_by) return "";
  const auto inviter = store::find_member(tx, member.team, *member.invitation->invited_by);
  return inviter ? inviter->name : "";
}

std::vector<InvitationShown::Role> roles_shown(store::Transaction& tx, const store::Member& member) {
  std::vector<InvitationShown::Role> roles;
  for (const policy::Role role : member.roles) {
    const auto& entry = policy::entry_of(role);
    roles.push_back({std::string(entry.name), std::string(entry.title)});
  }
  for (const RoleId& id : member.custom_roles) {
    if (const auto role = store::find_custom_role(tx, member.team, id)) roles.push_back({id.value, role->name});
  }
  return roles;
}

}  // namespace

Result<InvitationShown> look_at_invitation(store::Transaction& tx, const Environment& environment,
                                           const store::Credential& credential, const std::string& token) {
  const auto link = read_invitation_link(tx, environment, credential, token);
  if (!link) return std::unexpected(link.error());
  InvitationShown shown;
  shown.team = link->team.id;
  shown.team_name = link->team.name;
  shown.inviter_name = inviter_name(tx, link->member);
  shown.email = link->member.address;
  shown.roles = roles_shown(tx, link->member);
  shown.title = link->member.title;
  shown.expires_at = link->member.invitation->expires_at;
  shown.user = link->user;
  shown.has_verified_account = link->has_verified_account();
  if (link->caller) shown.signed_in_email = link->caller->address;
  return shown;
}

}  // namespace rolecall::service
