#include "http/routes_members.h"

#include <algorithm>

#include "base/json_read.h"
#include "http/member_batch.h"
#include "http/member_json.h"
#include "http/page.h"
#include "http/quote_json.h"
#include "service/members/add_member.h"
#include "service/members/add_members.h"
#include "service/members/change_title.h"
#include "service/members/list_members.h"
#include "service/members/pending_invitation.h"

namespace rolecall::http {
namespace {

constexpr std::string_view members_path = "/api/v1/teams/{team}/members";

struct UpdateMember {
  std::string title;
};
BOOST_DESCRIBE_STRUCT(UpdateMember, (), (title))

/// `status=a,b&status=c` is the set {a, b, c}.
std::vector<std::string> statuses_of(const Request& request) {
  std::vector<std::string> statuses;
  for (const auto& [name, value] : request.params) {
    if (name != "status") continue;
    for (std::string_view rest = value; !rest.empty();) {
      const auto end = std::min(rest.find(','), rest.size());
      if (end > 0) statuses.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  std::ranges::sort(statuses);
  const auto repeated = std::ranges::unique(statuses);
  statuses.erase(repeated.begin(), repeated.end());
  return statuses;
}

service::MemberQuery query_of(const Request& request) {
  service::MemberQuery query;
  query.statuses = statuses_of(request);
  query.role = request.query("role").value_or("");
  query.search = request.query("query").value_or("");
  query.sort = request.query("sort").value_or(query.sort);
  return query;
}

ListIdentity identity_of(const TeamId& team, const service::MemberQuery& query) {
  std::vector<std::string> filter{query.role, query.search, query.sort};
  filter.insert(filter.end(), query.statuses.begin(), query.statuses.end());
  return {members_path, team.value, std::move(filter)};
}

/// State, id, and the key unless the member never joined.
Position position_of_member(const store::MemberPosition& last) {
  Position position{std::string(name_of(last.state)), last.id.value};
  if (last.key) position.push_back(*last.key);
  return position;
}

std::optional<store::MemberPosition> member_position_from(const Position& position) {
  if (position.size() < 2) return std::nullopt;
  return store::MemberPosition{member_state_from(position[0]).value_or(MemberState::invited),
                               position.size() > 2 ? std::optional(position[2]) : std::nullopt, MemberId{position[1]}};
}

Result<Reply> reply_with(int status, const Result<service::MemberView>& member) {
  if (!member) return std::unexpected(member.error());
  return member_reply(status, *member);
}

Result<Reply> list_members(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  service::ListMembers request{call.id<TeamId>("team"), query_of(call.request), std::nullopt};
  const auto identity = identity_of(request.team, request.query);
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  request.after = member_position_from(asked->after);
  request.limit = asked->limit;
  const auto page = service::list_members(tx, environment, call.credential, request);
  if (!page) return std::unexpected(page.error());
  return page_reply(page->items, cursor_behind(environment, identity, page->next.transform(position_of_member)), write_member);
}

Result<Reply> add_member(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto person = json::read<service::NewMember>(call.body->root());
  if (!person) return std::unexpected(person.error());
  return reply_with(201, service::add_member(tx, environment, call.credential, call.id<TeamId>("team"), *person));
}

Result<Reply> add_several(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto rows = read_batch(call);
  if (!rows) return std::unexpected(rows.error());
  const auto mode = call.is_dry_run() ? service::BatchMode::dry_run : service::BatchMode::for_real;
  const auto result =
      service::add_members(tx, environment, call.credential, call.id<TeamId>("team"), *rows, mode, named_quote(call));
  if (!result) return std::unexpected(result.error());
  return batch_reply(*result, mode);
}

Result<Reply> export_csv(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto csv = service::export_members(tx, environment, call.credential, call.id<TeamId>("team"), query_of(call.request));
  if (!csv) return std::unexpected(std::move(csv.error()));
  Reply reply;
  reply.content_type = "text/csv; charset=utf-8";
  reply.body = std::move(*csv);
  reply.with("Content-Disposition", "attachment; filename=\"members.csv\"");
  return reply;
}

Result<Reply> get_member(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200,
                    service::get_member(tx, environment, call.credential, call.id<TeamId>("team"), call.id<MemberId>("member")));
}

Result<Reply> update_member(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<UpdateMember>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return reply_with(200,
                    service::change_title(tx, environment, call.credential,
                                          {call.id<TeamId>("team"), call.id<MemberId>("member"), body->title, call.if_match()}));
}

service::InvitationOf invitation_of(const Call& call) { return {call.id<TeamId>("team"), call.id<MemberId>("member")}; }

Result<Reply> resend(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200, service::resend_invitation(tx, environment, call.credential, invitation_of(call), named_quote(call)));
}

Result<Reply> revoke(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200, service::revoke_invitation(tx, environment, call.credential, invitation_of(call)));
}

}  // namespace

std::vector<Route> member_routes() {
  using store::Kind;
  constexpr std::string_view member = "/api/v1/teams/{team}/members/{member}";
  constexpr std::string_view invitation = "/api/v1/teams/{team}/members/{member}/invitation";
  return {
      {Method::get, members_path, Kind::read, list_members},
      {Method::post, members_path, Kind::write, add_member, Body::json, Replay::reply},
      {Method::post, "/api/v1/teams/{team}/members/batch", Kind::write, add_several, Body::json_or_csv, Replay::reply},
      {Method::get, "/api/v1/teams/{team}/members/export", Kind::long_read, export_csv},
      {Method::get, member, Kind::read, get_member},
      {Method::patch, member, Kind::write, update_member, Body::json},
      {Method::post, invitation, Kind::write, resend, Body::none, Replay::reply},
      {Method::delete_, invitation, Kind::write, revoke},
  };
}

}  // namespace rolecall::http
