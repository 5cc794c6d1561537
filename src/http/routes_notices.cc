#include "http/routes_notices.h"

#include <charconv>

#include "base/json_read.h"
#include "base/json_write.h"
#include "http/page.h"
#include "service/notices/notice_kind.h"
#include "service/notices/read_notices.h"

namespace rolecall::http {
namespace {

constexpr std::string_view notices_path = "/api/v1/me/notices";
constexpr std::size_t most_ids = 200;

struct ReadBody {
  std::optional<std::vector<std::string>> ids;
};
BOOST_DESCRIBE_STRUCT(ReadBody, (), (ids))

void write_target(json::Writer& writer, const store::Notice& notice) {
  const auto target = service::notice_target(notice.kind, notice.facts, notice.team ? notice.team->value : "");
  if (!target) {
    writer.null();
    return;
  }
  writer.begin_object().field("type", target->type).field("id", target->id).end_object();
}

void write_notice(json::Writer& writer, const store::Notice& notice) {
  writer.begin_object().field("id", notice.id).name("team");
  if (notice.team && !notice.team_name.empty()) {
    writer.begin_object().field("id", *notice.team).field("name", notice.team_name).end_object();
  } else {
    writer.null();
  }
  writer.field("kind", notice.kind)
      .field("text", service::notice_sentence(notice.kind, notice.facts, notice.team_name))
      .raw_field("facts", notice.facts)
      .name("target");
  write_target(writer, notice);
  writer.field("created_at", notice.created_at).field("read_at", notice.read_at).end_object();
}

std::optional<store::NoticePosition> notice_position_from(const Position& after) {
  if (after.size() != 2) return std::nullopt;
  store::NoticePosition position{Instant{0}, NoticeId{after[1]}};
  std::from_chars(after[0].data(), after[0].data() + after[0].size(), position.created_at.ms);
  return position;
}

Position position_of(const store::Notice& last) { return {std::to_string(last.created_at.ms), last.id.value}; }

Result<Reply> list_notices(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const ListIdentity identity{notices_path, call.credential.token_hash, {}};
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  const auto page = service::read_notices(tx, environment, call.credential, notice_position_from(asked->after), asked->limit);
  if (!page) return std::unexpected(page.error());
  std::optional<Position> behind;
  if (page->has_more) behind = position_of(page->notices.back());
  std::string body;
  json::Writer writer(body);
  writer.begin_object().field("unread", page->unread);
  write_items(writer, page->notices, write_notice);
  writer.field("next_cursor", cursor_behind(environment, identity, behind)).end_object();
  return json_reply(200, std::move(body));
}

Result<Reply> mark_read(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  ReadBody request;
  if (call.body) {
    auto body = json::read<ReadBody>(call.body->root());
    if (!body) return std::unexpected(body.error());
    request = std::move(*body);
  }
  if (request.ids && request.ids->size() > most_ids) return invalid_field("/ids", "expected at most 200");
  const auto unread = service::mark_read(tx, environment, call.credential, request.ids);
  if (!unread) return std::unexpected(unread.error());
  std::string body;
  json::Writer(body).begin_object().field("unread", *unread).end_object();
  return json_reply(200, std::move(body));
}

}  // namespace

std::vector<Route> notice_routes() {
  using store::Kind;
  return {
      {Method::get, notices_path, Kind::read, list_notices},
      {Method::post, "/api/v1/me/notices/read", Kind::write, mark_read, Body::optional_json},
  };
}

}  // namespace rolecall::http
