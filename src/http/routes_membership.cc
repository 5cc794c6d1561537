#include "http/routes_membership.h"

#include "base/json_read.h"
#include "http/member_json.h"
#include "http/quote_json.h"
#include "policy/catalog.h"
#include "service/membership/change_roles.h"
#include "service/membership/reinstate_member.h"
#include "service/membership/remove_member.h"
#include "service/membership/revoke_logins.h"
#include "service/membership/suspend_member.h"

namespace rolecall::http {
namespace {

struct RolesBody {
  std::vector<std::string> roles;
};
BOOST_DESCRIBE_STRUCT(RolesBody, (), (roles))

struct SuspendBody {
  std::optional<Instant> return_at;
};
BOOST_DESCRIBE_STRUCT(SuspendBody, (), (return_at))

struct HandoverBody {
  std::optional<MemberId> handover_to;
};
BOOST_DESCRIBE_STRUCT(HandoverBody, (), (handover_to))

Result<Reply> reply_with(const Result<service::MemberView>& view) {
  if (!view) return std::unexpected(view.error());
  return member_reply(200, *view);
}

/// A body that may be left out.
template <class T>
Result<T> optional_body(const Call& call) {
  if (!call.body) return T{};
  return json::read<T>(call.body->root());
}

void write_grant_names(json::Writer& writer, std::string_view name, const policy::GrantSet& grants) {
  writer.name(name).begin_array();
  for (const policy::GrantId id : grants) {
    const policy::Grant& grant = policy::grant_at(id);
    writer.begin_object()
        .field("action", policy::name_of(grant.action))
        .field("scope", policy::name_of(grant.scope))
        .end_object();
  }
  writer.end_array();
}

/// A change of roles costs nothing.
Reply preview_reply(const service::RoleChangePreview& preview) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  write_grant_names(writer, "gained", preview.gained);
  write_grant_names(writer, "lost", preview.lost);
  writer.name("sessions").begin_object();
  writer.field("readable_before", preview.sessions.before)
      .field("readable_after", preview.sessions.after)
      .field("clinicians", preview.sessions.clinicians)
      .end_object();
  writer.field("price", nullptr).field("warnings", preview.warnings).end_object();
  return json_reply(200, std::move(body));
}

template <class IdType>
void write_moved(json::Writer& writer, std::string_view name, const std::vector<IdType>& ids, const std::optional<MemberId>& to) {
  writer.name(name).begin_array();
  for (const IdType& id : ids) writer.begin_object().field("id", id).field("to", to).end_object();
  writer.end_array();
}

Reply receipt_reply(const service::Receipt& receipt) {
  std::string body;
  json::Writer writer(body);
  const service::HandedOver& moved = receipt.handed_over;
  writer.begin_object().field("member", receipt.member).field("at", receipt.at);
  write_moved(writer, "sessions_moved", moved.sessions, moved.to);
  write_moved(writer, "templates_moved", moved.templates, moved.to);
  writer.field("logins_ended", receipt.logins_ended)
      .field("api_keys_ended", receipt.api_keys_ended)
      .field("invitations_revoked", receipt.invitations_revoked)
      .field("orphans", moved.orphans)
      .field("credit_minor", receipt.credit_minor)
      .end_object();
  return json_reply(200, std::move(body));
}

Result<Reply> change_roles(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<RolesBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const service::ChangeRoles request{call.id<TeamId>("team"), call.id<MemberId>("member"), body->roles, call.if_match()};
  if (!call.is_dry_run()) return reply_with(service::change_roles(tx, environment, call.credential, request));
  const auto preview = service::preview_roles(tx, environment, call.credential, request);
  if (!preview) return std::unexpected(preview.error());
  return preview_reply(*preview);
}

Result<Reply> suspend(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = optional_body<SuspendBody>(call);
  if (!body) return std::unexpected(body.error());
  return reply_with(service::suspend_member(tx, environment, call.credential,
                                            {call.id<TeamId>("team"), call.id<MemberId>("member"), body->return_at}));
}

Result<Reply> reactivate(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(service::reactivate_member(tx, environment, call.credential, call.id<TeamId>("team"),
                                               call.id<MemberId>("member"), named_quote(call)));
}

Result<Reply> reinstate(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(service::reinstate_member(tx, environment, call.credential, call.id<TeamId>("team"),
                                              call.id<MemberId>("member"), named_quote(call)));
}

Result<Reply> remove_member(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = optional_body<HandoverBody>(call);
  if (!body) return std::unexpected(body.error());
  const auto receipt = service::remove_member(tx, environment, call.credential,
                                              {call.id<TeamId>("team"), call.id<MemberId>("member"), body->handover_to});
  if (!receipt) return std::unexpected(receipt.error());
  return receipt_reply(*receipt);
}

Result<Reply> leave(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = optional_body<HandoverBody>(call);
  if (!body) return std::unexpected(body.error());
  const auto receipt = service::leave_team(tx, environment, call.credential, call.id<TeamId>("team"), body->handover_to);
  if (!receipt) return std::unexpected(receipt.error());
  return receipt_reply(*receipt);
}

Result<Reply> revoke_logins(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto done =
      service::revoke_logins(tx, environment, call.credential, call.id<TeamId>("team"), call.id<MemberId>("member"));
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

}  // namespace

std::vector<Route> membership_routes() {
  using store::Kind;
  constexpr std::string_view member = "/api/v1/teams/{team}/members/{member}";
  return {
      {Method::put, "/api/v1/teams/{team}/members/{member}/roles", Kind::write, change_roles, Body::json},
      {Method::post, "/api/v1/teams/{team}/members/{member}/suspend", Kind::write, suspend, Body::optional_json, Replay::reply},
      {Method::post, "/api/v1/teams/{team}/members/{member}/reactivate", Kind::write, reactivate, Body::none, Replay::reply},
      {Method::post, "/api/v1/teams/{team}/members/{member}/reinstate", Kind::write, reinstate, Body::none, Replay::reply},
      {Method::delete_, member, Kind::write, remove_member, Body::optional_json},
      {Method::post, "/api/v1/teams/{team}/leave", Kind::write, leave, Body::optional_json, Replay::reply},
      {Method::delete_, "/api/v1/teams/{team}/members/{member}/logins", Kind::write, revoke_logins},
  };
}

}  // namespace rolecall::http
