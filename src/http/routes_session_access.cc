#include "http/routes_session_access.h"

#include <charconv>
#include <ranges>

#include "http/page.h"
#include "http/team_json.h"
#include "policy/explain.h"
#include "service/access/session_access.h"
#include "service/access/session_openings.h"

namespace rolecall::http {
namespace {

constexpr std::string_view access_path = "/api/v1/teams/{team}/sessions/{session}/access";
constexpr std::string_view openings_path = "/api/v1/teams/{team}/sessions/{session}/openings";

void write_grant(json::Writer& writer, std::string_view role, std::string_view action, std::string_view scope) {
  writer.name("grant").begin_object().field("role", role).field("action", action).field("scope", scope).end_object();
}

void write_because(json::Writer& writer, const service::MemberAccess& access) {
  const auto& [effect, rule, used] = access.because;
  writer.name("because").begin_object().field("rule", policy::name_of(rule));
  if (used) {
    const policy::Grant& grant = policy::grant_at(used->id);
    write_grant(writer, policy::name_of(used->holder), policy::name_of(grant.action), policy::name_of(grant.scope));
  } else {
    writer.name("grant").null();
  }
  writer.name("custom_role");
  if (access.custom_role) {
    writer.begin_object().field("id", access.custom_role->id).field("name", access.custom_role->name).end_object();
  } else {
    writer.null();
  }
  writer.field("explanation", policy::sentence_of(access.because, access.question)).end_object();
}

void write_access(json::Writer& writer, const service::MemberAccess& access) {
  writer.begin_object().field("member", access.member.id).field("name", access.member.name);
  if (access.because.permitted()) write_actions(writer, "actions", access.actions);
  write_because(writer, access);
  writer.end_object();
}

std::string_view name_of_part(service::AccessPart part) { return part == service::AccessPart::can_open ? "can_open" : "cannot"; }

void write_part(json::Writer& writer, const service::SessionAccess& access, service::AccessPart part) {
  write_list(writer, name_of_part(part), access.members | std::views::filter([&](const auto& member) {
                                           return member.because.permitted() == (part == service::AccessPart::can_open);
                                         }),
             write_access);
}

/// Instant, part, name and member: as `position_of_access` packs them.
std::optional<service::AccessPosition> access_position_from(const Position& position) {
  if (position.size() != 4) return std::nullopt;
  Instant at;
  std::from_chars(position[0].data(), position[0].data() + position[0].size(), at.ms);
  const auto part = position[1] == "can_open" ? service::AccessPart::can_open : service::AccessPart::cannot;
  return service::AccessPosition{at, part, position[2], MemberId{position[3]}};
}

Position position_of_access(const service::AccessPosition& position) {
  return {std::to_string(position.at.ms), std::string(name_of_part(position.part)), position.name_key, position.member.value};
}

Result<std::optional<Instant>> read_instant(const Call& call) {
  const auto text = call.request.query("at");
  if (!text) return std::nullopt;
  const auto at = parse_rfc3339(*text);
  if (!at) return invalid_field("/at", "must be an instant like `2026-03-01T08:30:00Z`");
  return at;
}

Result<Reply> read_access(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  service::ReadSessionAccess request{.team = call.id<TeamId>("team"), .session = call.id<SessionId>("session")};
  const auto at = read_instant(call);
  if (!at) return std::unexpected(at.error());
  request.at = *at;
  const ListIdentity identity{
      access_path, request.team.value, {request.session.value, request.at ? to_rfc3339(*request.at) : std::string()}};
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  request.after = access_position_from(asked->after);
  request.limit = asked->limit;
  const auto access = service::read_session_access(tx, environment, call.credential, request);
  if (!access) return std::unexpected(access.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object().field("session", request.session).field("at", access->at);
  writer.field("policy_changed", access->table == service::PolicyTable::changed);
  writer.name("assumed").begin_array().value("sign_in").value("second_factor").end_array();
  write_part(writer, *access, service::AccessPart::can_open);
  write_part(writer, *access, service::AccessPart::cannot);
  writer.field("next_cursor", cursor_behind(environment, identity, access->next.transform(position_of_access))).end_object();
  return json_reply(200, std::move(body));
}

void write_opening(json::Writer& writer, const service::ShownOpening& shown) {
  const store::Opening& opening = shown.opening;
  writer.begin_object().field("member", opening.member).field("name", opening.member_name).field("what", opening.what);
  write_grant(writer, opening.grant_role, opening.grant_action, opening.grant_scope);
  writer.field("explanation", shown.explanation).field("at", opening.at).end_object();
}

Result<Reply> read_openings(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  service::ReadSessionOpenings request{.team = call.id<TeamId>("team"), .session = call.id<SessionId>("session")};
  const ListIdentity identity{openings_path, request.team.value, {request.session.value}};
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  request.limit = asked->limit;
  if (!asked->after.empty()) {
    const std::string& seq = asked->after.front();
    std::from_chars(seq.data(), seq.data() + seq.size(), request.before_seq);
  }
  const auto page = service::read_session_openings(tx, environment, call.credential, request);
  if (!page) return std::unexpected(page.error());
  std::optional<Position> behind;
  if (page->has_more) behind = Position{std::to_string(page->items.back().opening.seq)};
  return page_reply(page->items, cursor_behind(environment, identity, behind), write_opening);
}

}  // namespace

std::vector<Route> session_access_routes() {
  using store::Kind;
  // The walk by name may pass many members of whom none belongs to the page.
  return {
      {Method::get, access_path, Kind::long_read, read_access},
      {Method::get, openings_path, Kind::read, read_openings},
  };
}

}  // namespace rolecall::http
