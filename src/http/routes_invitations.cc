#include "http/routes_invitations.h"

#include "base/json_read.h"
#include "http/account_json.h"
#include "http/client.h"
#include "service/members/accept_invitation.h"
#include "service/members/decline_invitation.h"
#include "service/members/look_at_invitation.h"

namespace rolecall::http {
namespace {

struct AcceptBody {
  std::optional<std::string> name;
  std::optional<std::string> password;
};
BOOST_DESCRIBE_STRUCT(AcceptBody, (), (name, password))

struct DeclineBody {
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(DeclineBody, (), (reason))

template <class Body>
Result<Body> body_of(const Call& call) {
  return call.body ? json::read<Body>(call.body->root()) : Result<Body>();
}

std::string_view account_of(const service::InvitationShown& shown) {
  using service::LinkUser;
  switch (shown.user) {
    case LinkUser::invited:
    case LinkUser::member:
      return "signed_in_as_invited";
    case LinkUser::other:
      return "signed_in_as_other";
    case LinkUser::somebody:
      return "verified";
    case LinkUser::newcomer:
      break;
  }
  return "new";
}

void write_inviting_team(json::Writer& writer, const service::InvitationShown& shown) {
  writer.name("team").begin_object().name("id");
  if (shown.user == service::LinkUser::member) {
    writer.value(shown.team);
  } else {
    writer.null();
  }
  writer.field("name", shown.team_name).end_object();
}

void write_roles(json::Writer& writer, const std::vector<service::InvitationShown::Role>& roles) {
  writer.name("roles").begin_array();
  for (const auto& role : roles) writer.begin_object().field("id", role.id).field("name", role.name).end_object();
  writer.end_array();
}

Result<Reply> look(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto shown = service::look_at_invitation(tx, environment, call.credential, call.path.at("token"));
  if (!shown) return std::unexpected(shown.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  write_inviting_team(writer, *shown);
  writer.field("inviter_name", shown->inviter_name).field("email", shown->email);
  write_roles(writer, shown->roles);
  writer.field("title", shown->title)
      .field("expires_at", shown->expires_at)
      .field("status", shown->user == service::LinkUser::member ? "accepted" : "pending")
      .field("account", account_of(*shown))
      .field("signed_in_email", shown->signed_in_email)
      .end_object();
  return json_reply(200, std::move(body));
}

Result<service::AcceptInvitation> acceptance_of(const Call& call) {
  auto body = body_of<AcceptBody>(call);
  if (!body) return std::unexpected(std::move(body.error()));
  return service::AcceptInvitation{call.path.at("token"), std::move(body->name), std::move(body->password), client_of(call)};
}

Result<service::PasswordWork> hash_new_password(store::Transaction& tx, const service::Environment& environment,
                                                const Call& call) {
  const auto request = acceptance_of(call);
  if (!request) return std::unexpected(request.error());
  return service::prepare_acceptance(tx, environment, call.credential, *request);
}

Result<Reply> accept_invitation(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto request = acceptance_of(call);
  if (!request) return std::unexpected(request.error());
  auto accepted = service::accept_invitation(tx, environment, call.credential, *request, call.passwords);
  if (!accepted) return std::unexpected(std::move(accepted.error()));
  std::string body;
  json::Writer writer(body);
  writer.begin_object().name("user");
  write_user(writer, accepted->account);
  writer.name("team")
      .begin_object()
      .field("id", accepted->team.id)
      .field("name", accepted->team.name)
      .end_object()
      .field("member", accepted->member)
      .end_object();
  Reply reply = json_reply(200, std::move(body));
  if (accepted->login_token) reply.with_cookie(login_cookie(environment, std::move(*accepted->login_token)));
  return reply;
}

Result<Reply> decline_invitation(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = body_of<DeclineBody>(call);
  if (!body) return std::unexpected(std::move(body.error()));
  const auto done =
      service::decline_invitation(tx, environment, call.credential, {call.path.at("token"), std::move(body->reason)});
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

}  // namespace

std::vector<Route> invitation_routes() {
  using store::Kind;
  return {
      for_anybody({Method::get, "/api/v1/invitations/{token}", Kind::read, look}),
      for_anybody({Method::post, "/api/v1/invitations/{token}/accept", Kind::write, accept_invitation, Body::optional_json,
                   Replay::never, hash_new_password}),
      for_anybody({Method::post, "/api/v1/invitations/{token}/decline", Kind::write, decline_invitation, Body::optional_json}),
  };
}

}  // namespace rolecall::http
