#include "http/routes_keys.h"

#include <algorithm>

#include "base/json_read.h"
#include "http/page.h"
#include "http/team_json.h"
#include "policy/catalog.h"
#include "service/keys/manage_api_keys.h"

namespace rolecall::http {
namespace {

constexpr std::string_view keys_path = "/api/v1/teams/{team}/api-keys";

struct NewKey {
  std::string name;
  std::vector<std::string> roles;
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(NewKey, (), (name, roles, expires_at))

void write_roles(json::Writer& writer, std::string_view name, policy::RoleSet roles) {
  writer.name(name).begin_array();
  for (const policy::Role role : roles) writer.value(policy::name_of(role));
  writer.end_array();
}

/// Without its last brace, so that a new key can be added.
void write_members(json::Writer& writer, const service::ApiKeyView& view) {
  writer.begin_object().field("id", view.key.id).field("name", view.key.name);
  write_roles(writer, "roles", view.key.roles);
  writer.name("maker").begin_object();
  writer.field("id", view.key.maker).field("name", view.key.maker_name).end_object();
  writer.field("created_at", view.key.created_at)
      .field("expires_at", view.key.expires_at)
      .field("last_used_at", view.key.last_used_at)
      .field("revoked_at", view.key.revoked_at);
  write_actions(writer, view.allowed_actions);
}

Result<Reply> create_key(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<NewKey>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const auto made =
      service::make_api_key(tx, environment, call.credential,
                            {call.id<TeamId>("team"), std::move(body->name), std::move(body->roles), body->expires_at});
  if (!made) return std::unexpected(made.error());
  std::string text;
  json::Writer writer(text);
  write_members(writer, made->view);
  writer.field("key", made->key).end_object();
  return json_reply(201, std::move(text));
}

Result<Reply> list_keys(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto team = call.id<TeamId>("team");
  const ListIdentity identity{keys_path, team.value + " " + call.credential.token_hash, {}};
  const auto page = read_page(call, environment, identity);
  if (!page) return std::unexpected(page.error());
  const ApiKeyId after{page->after.empty() ? "" : page->after.front()};
  auto list = service::list_api_keys(tx, environment, call.credential, team, after, page->limit + 1);
  if (!list) return std::unexpected(list.error());
  std::optional<Position> behind;
  if (const auto* last = cut_page(list->keys, page->limit)) behind = Position{last->key.id.value};
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  write_items(writer, list->keys, [](json::Writer& to, const auto& key) {
    write_members(to, key);
    to.end_object();
  });
  write_roles(writer, "roles_for_a_key", list->roles);
  writer.field("next_cursor", cursor_behind(environment, identity, behind)).end_object();
  return json_reply(200, std::move(body));
}

Result<Reply> end_key(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto done = service::end_api_key(tx, environment, call.credential, call.id<TeamId>("team"), call.id<ApiKeyId>("api_key"));
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

}  // namespace

std::vector<Route> api_key_routes() {
  using store::Kind;
  return {
      {Method::post, keys_path, Kind::write, create_key, Body::json, Replay::secret},
      {Method::get, keys_path, Kind::read, list_keys},
      {Method::delete_, "/api/v1/teams/{team}/api-keys/{api_key}", Kind::write, end_key},
  };
}

}  // namespace rolecall::http
