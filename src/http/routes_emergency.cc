#include "http/routes_emergency.h"

#include <charconv>

#include "base/json_read.h"
#include "http/page.h"
#include "http/person_json.h"
#include "http/team_json.h"
#include "service/emergency/end_emergency.h"
#include "service/emergency/open_emergency.h"
#include "service/emergency/review_emergency.h"

namespace rolecall::http {
namespace {

constexpr std::string_view emergency_path = "/api/v1/teams/{team}/emergency";

struct OpenBody {
  std::string identifier;
  std::string date_of_birth;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(OpenBody, (), (identifier, date_of_birth, reason))

struct ReviewBody {
  std::string verdict;
  std::optional<std::string> comment;
};
BOOST_DESCRIBE_STRUCT(ReviewBody, (), (verdict, comment))

void write_emergency(json::Writer& writer, const service::ShownEmergency& item) {
  const store::EmergencyAccess& access = item.access;
  writer.begin_object().field("id", access.id);
  write_person(writer, "member", access.member, access.member_name);
  writer.field("opened_at", access.opened_at)
      .field("expires_at", access.over_at())
      .field("review_due_at", access.review_due_at)
      .field("overdue", item.overdue)
      .field("can_end", item.can_end)
      .field("sessions", access.sessions)
      .field("reason", item.reason)
      .name("reviewed");
  if (access.review) {
    writer.begin_object().field("at", access.review->at);
    write_person(writer, "by", access.review->by, access.review->by_name);
    writer.field("verdict", access.review->verdict).field("comment", item.comment).end_object();
  } else {
    writer.null();
  }
  write_actions(writer, item.allowed_actions);
  writer.end_object();
}

std::optional<store::EmergencyPosition> emergency_position_from(const Position& position) {
  if (position.size() != 2) return std::nullopt;
  store::EmergencyPosition from{{}, EmergencyId{position[1]}};
  std::from_chars(position[0].data(), position[0].data() + position[0].size(), from.opened_at.ms);
  return from;
}

Result<Reply> open_emergency(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<OpenBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const auto opened = service::open_emergency(
      tx, environment, call.credential,
      {call.id<TeamId>("team"), std::move(body->identifier), std::move(body->date_of_birth), std::move(body->reason)});
  if (!opened) return std::unexpected(opened.error());
  std::string text;
  json::Writer(text)
      .begin_object()
      .field("id", opened->id)
      .field("sessions", opened->sessions)
      .field("expires_at", opened->expires_at)
      .field("review_due_at", opened->review_due_at)
      .end_object();
  return json_reply(201, std::move(text));
}

Position position_of(const store::EmergencyAccess& last) { return {std::to_string(last.opened_at.ms), last.id.value}; }

Result<Reply> list_emergencies(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const TeamId team = call.id<TeamId>("team");
  const ListIdentity identity{emergency_path, team.value + " " + call.credential.token_hash, {}};
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  const auto page =
      service::list_emergencies(tx, environment, call.credential, team, emergency_position_from(asked->after), asked->limit);
  if (!page) return std::unexpected(page.error());
  std::optional<Position> behind;
  if (page->has_more) behind = position_of(page->items.back().access);
  return page_reply(page->items, cursor_behind(environment, identity, behind), write_emergency);
}

Result<Reply> review_emergency(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<ReviewBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const auto reviewed = service::review_emergency(
      tx, environment, call.credential,
      {call.id<TeamId>("team"), call.id<EmergencyId>("emergency"), std::move(body->verdict), body->comment.value_or("")});
  if (!reviewed) return std::unexpected(reviewed.error());
  std::string text;
  json::Writer writer(text);
  write_emergency(writer, *reviewed);
  return json_reply(200, std::move(text));
}

Result<Reply> end_emergency(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto ended =
      service::end_emergency(tx, environment, call.credential, call.id<TeamId>("team"), call.id<EmergencyId>("emergency"));
  if (!ended) return std::unexpected(ended.error());
  return empty_reply();
}

}  // namespace

std::vector<Route> emergency_routes() {
  using store::Kind;
  return {
      {Method::post, emergency_path, Kind::write, open_emergency, Body::json, Replay::secret},
      {Method::get, emergency_path, Kind::read, list_emergencies},
      {Method::delete_, "/api/v1/teams/{team}/emergency/{emergency}", Kind::write, end_emergency},
      {Method::post, "/api/v1/teams/{team}/emergency/{emergency}/review", Kind::write, review_emergency, Body::json,
       Replay::secret},
  };
}

}  // namespace rolecall::http
