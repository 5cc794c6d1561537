#include "http/routes_shares.h"

#include <charconv>

#include "base/json_read.h"
#include "http/page.h"
#include "http/person_json.h"
#include "http/team_json.h"
#include "service/shares/list_shares.h"
#include "service/shares/preview_share.h"
#include "service/shares/share_session.h"
#include "service/shares/share_tree.h"

namespace rolecall::http {
namespace {

constexpr std::string_view shares_path = "/api/v1/teams/{team}/sessions/{session}/shares";
constexpr std::string_view share_path = "/api/v1/teams/{team}/sessions/{session}/shares/{member}";

struct ShareBody {
  std::string level;
  std::optional<Instant> expires_at;
};
BOOST_DESCRIBE_STRUCT(ShareBody, (), (level, expires_at))

std::string quoted(const std::string& tag) { return "\"" + tag + "\""; }

void write_share(json::Writer& writer, const service::ShownShare& shown) {
  const store::Share& share = shown.share;
  writer.begin_object().field("id", share.id);
  write_person(writer, "member", share.member, share.member_name);
  writer.field("level", service::name_of(share.level));
  write_person(writer, "granted_by", share.granted_by, share.granted_by_name);
  writer.field("parent", share.parent).field("expires_at", share.expires_at).field("created_at", share.created_at);
  writer.field("etag", quoted(shown.tag));
  write_actions(writer, shown.allowed_actions);
  writer.end_object();
}

void write_changes(json::Writer& writer, std::string_view name, const std::vector<service::MemberGrant>& changes) {
  writer.name(name).begin_array();
  for (const auto& change : changes) {
    writer.begin_object();
    write_person(writer, "member", change.member, change.name);
    writer.field("action", policy::name_of(change.action)).field("scope", policy::name_of(change.scope)).end_object();
  }
  writer.end_array();
}

Reply preview_reply(const service::SharePreview& preview) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  write_changes(writer, "gained", preview.gained);
  write_changes(writer, "lost", preview.lost);
  writer.field("warnings", preview.warnings).end_object();
  return json_reply(200, std::move(body));
}

Result<service::ShareSession> share_request_of(const Call& call) {
  const auto body = json::read<ShareBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const auto level = service::share_level_from(body->level);
  if (!level) return invalid_field("/level", "expected `view`, `edit` or `full`");
  return service::ShareSession{
      call.id<TeamId>("team"), call.id<SessionId>("session"), call.id<MemberId>("member"), *level, body->expires_at,
      call.if_match()};
}

Result<Reply> put_share(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto request = share_request_of(call);
  if (!request) return std::unexpected(request.error());
  if (call.is_dry_run()) {
    const auto preview = service::preview_share(tx, environment, call.credential, *request);
    if (!preview) return std::unexpected(preview.error());
    return preview_reply(*preview);
  }
  const auto share = service::share_session(tx, environment, call.credential, *request);
  if (!share) return std::unexpected(share.error());
  std::string body;
  json::Writer writer(body);
  write_share(writer, *share);
  Reply reply = json_reply(200, std::move(body));
  reply.with("ETag", quoted(share->tag));
  return reply;
}

Result<Reply> end_share(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto ended = service::unshare_session(tx, environment, call.credential, call.id<TeamId>("team"),
                                              call.id<SessionId>("session"), call.id<MemberId>("member"), call.if_match());
  if (!ended) return std::unexpected(ended.error());
  std::string body;
  json::Writer(body).begin_object().field("ended", *ended).end_object();
  return json_reply(200, std::move(body));
}

std::optional<service::SharePosition> share_position_from(const Position& position) {
  if (position.size() != 2) return std::nullopt;
  service::SharePosition from{{}, ShareId{position[1]}};
  std::from_chars(position[0].data(), position[0].data() + position[0].size(), from.created_at.ms);
  return from;
}

Position position_of_share(const service::SharePosition& last) { return {std::to_string(last.created_at.ms), last.id.value}; }

Result<Reply> reply_with_page(store::Transaction& tx, const service::Environment& environment, const Call& call,
                              const std::optional<MemberId>& member) {
  service::ListShares request{call.id<TeamId>("team"), call.id<SessionId>("session"), member, {}, {}};
  const std::string chosen = member ? member->value : std::string();
  const ListIdentity identity{shares_path, request.team.value, {request.session.value, chosen}};
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  request.after = share_position_from(asked->after);
  request.limit = asked->limit;
  const auto page = service::list_shares(tx, environment, call.credential, request);
  if (!page) return std::unexpected(page.error());
  Reply reply =
      page_reply(page->items, cursor_behind(environment, identity, page->next.transform(position_of_share)), write_share);
  if (member && !page->items.empty()) reply.with("ETag", quoted(page->items.front().tag));
  return reply;
}

Result<Reply> list_shares(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with_page(tx, environment, call, std::nullopt);
}

Result<Reply> list_with_member(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with_page(tx, environment, call, call.id<MemberId>("member"));
}

}  // namespace

std::vector<Route> share_routes() {
  using store::Kind;
  return {
      {Method::get, shares_path, Kind::read, list_shares},
      {Method::get, share_path, Kind::read, list_with_member},
      {Method::put, share_path, Kind::write, put_share, Body::json},
      {Method::delete_, share_path, Kind::write, end_share},
  };
}

}  // namespace rolecall::http
