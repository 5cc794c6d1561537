#include "http/routes_roles.h"

#include "base/json_read.h"
#include "http/role_json.h"
#include "http/team_json.h"
#include "http/why_json.h"
#include "policy/catalog.h"
#include "policy/decide.h"
#include "service/roles/define_roles.h"

namespace rolecall::http {
namespace {

struct NewRole {
  std::string name;
  service::Family family{};
  std::vector<service::GrantName> grants;
};
BOOST_DESCRIBE_STRUCT(NewRole, (), (name, family, grants))

struct UpdateRole {
  std::optional<std::string> name;
  std::optional<service::Family> family;
  std::optional<std::vector<service::GrantName>> grants;
};
BOOST_DESCRIBE_STRUCT(UpdateRole, (), (name, family, grants))

/// A built-in role is changed by nobody.
void write_built_in(json::Writer& writer, const policy::RoleEntry& role) {
  writer.begin_object()
      .field("id", role.name)
      .field("name", role.title)
      .field("family", policy::name_of(role.family))
      .field("built_in", true)
      .field("description", role.sentence);
  write_grants(writer, policy::grants_of(static_cast<policy::Holder>(static_cast<int>(role.role) + 1)));
  write_actions(writer, {});
  writer.end_object();
}

Result<Reply> reply_with(int status, const Result<service::CustomRoleView>& view) {
  if (!view) return std::unexpected(view.error());
  std::string body;
  json::Writer writer(body);
  write_custom_role(writer, *view);
  return json_with_etag(status, std::move(body), view->role.revision);
}

Result<Reply> list_roles(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto custom = service::list_roles(tx, environment, call.credential, call.id<TeamId>("team"));
  if (!custom) return std::unexpected(custom.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object().name("items").begin_array();
  for (const auto family : {policy::RoleFamily::admin, policy::RoleFamily::clinician}) {
    for (const policy::RoleEntry& role : policy::all_roles) {
      if (role.family == family) write_built_in(writer, role);
    }
  }
  for (const auto& view : custom->roles) write_custom_role(writer, view);
  writer.end_array().name("definition").begin_object().name("locked");
  write_why(writer, custom->locked);
  write_grants(writer, custom->definable);
  writer.end_object().end_object();
  return json_reply(200, std::move(body));
}

Result<Reply> get_role(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200, service::get_role(tx, environment, call.credential, call.id<TeamId>("team"), call.id<RoleId>("role")));
}

Result<Reply> define_role(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<NewRole>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const service::RoleDraft draft{std::move(body->name), body->family, std::move(body->grants)};
  return reply_with(201, service::define_role(tx, environment, call.credential, call.id<TeamId>("team"), draft));
}

service::ChangeCustomRole change_of(const Call& call, service::RoleDraft draft) {
  return {call.id<TeamId>("team"), call.id<RoleId>("role"), std::move(draft), call.if_match()};
}

Result<Reply> update_role(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<UpdateRole>(call.body->root());
  if (!body) return std::unexpected(body.error());
  service::RoleDraft draft{std::move(body->name), body->family, std::move(body->grants)};
  return reply_with(200, service::change_custom_role(tx, environment, call.credential, change_of(call, std::move(draft))));
}

Result<Reply> delete_role(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto done = service::delete_role(tx, environment, call.credential, change_of(call, {}));
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

}  // namespace

std::vector<Route> role_routes() {
  using store::Kind;
  constexpr std::string_view roles = "/api/v1/teams/{team}/roles";
  constexpr std::string_view role = "/api/v1/teams/{team}/roles/{role}";
  return {
      {Method::get, roles, Kind::read, list_roles},
      {Method::post, roles, Kind::write, define_role, Body::json, Replay::reply},
      {Method::get, role, Kind::read, get_role},
      {Method::patch, role, Kind::write, update_role, Body::json},
      {Method::delete_, role, Kind::write, delete_role},
  };
}

}  // namespace rolecall::http
