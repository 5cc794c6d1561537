#include "http/member_json.h"

#include "http/api.h"
#include "http/team_json.h"
#include "policy/catalog.h"

namespace rolecall::http {
namespace {

std::string_view name_of_mail(store::MailState state) {
  switch (state) {
    case store::MailState::queued:
      return "queued";
    case store::MailState::sent:
      return "sent";
    case store::MailState::failed:
      return "failed";
  }
  return "queued";
}

void write_roles(json::Writer& writer, const service::MemberView& member) {
  writer.name("roles").begin_array();
  for (const policy::Role role : member.roles) writer.value(policy::name_of(role));
  for (const RoleId& role : member.custom_roles) writer.value(role);
  writer.end_array();
}

void write_invitation(json::Writer& writer, const std::optional<service::MemberView::Invitation>& invitation) {
  writer.name("invitation");
  if (!invitation) {
    writer.null();
    return;
  }
  writer.begin_object()
      .field("sent_at", invitation->mail.sent_at)
      .field("expires_at", invitation->expires_at)
      .field("mail", name_of_mail(invitation->mail.state))
      .end_object();
}

}  // namespace

void write_member(json::Writer& writer, const service::MemberView& member) {
  writer.begin_object()
      .field("id", member.id)
      .field("email", member.email)
      .field("name", member.name)
      .field("title", member.title);
  write_roles(writer, member);
  writer.field("owner", member.owner).field("status", name_of(member.status));
  write_invitation(writer, member.invitation);
  writer.field("joined_at", member.joined_at)
      .field("suspended_at", member.suspended_at)
      .field("return_at", member.return_at)
      .field("removed_at", member.removed_at);
  write_actions(writer, member.allowed_actions);
  writer.end_object();
}

Reply member_reply(int status, const service::MemberView& member) {
  std::string body;
  json::Writer writer(body);
  write_member(writer, member);
  return json_with_etag(status, std::move(body), member.revision);
}

}  // namespace rolecall::http
