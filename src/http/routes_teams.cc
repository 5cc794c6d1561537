#include "http/routes_teams.h"

#include "base/json_read.h"
#include "http/client.h"
#include "http/page.h"
#include "http/team_json.h"
#include "service/teams/create_team.h"
#include "service/teams/delete_team.h"
#include "service/teams/read_teams.h"
#include "service/teams/rename_team.h"
#include "service/teams/transfer_ownership.h"

namespace rolecall::http {
namespace {

struct TeamName {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(TeamName, (), (name))

struct DeleteTeamBody {
  std::string name;
  std::string password;
  std::optional<std::string> code;
};
BOOST_DESCRIBE_STRUCT(DeleteTeamBody, (), (name, password, code))

struct OfferBody {
  std::string member;
  std::string password;
  std::optional<std::string> code;
};
BOOST_DESCRIBE_STRUCT(OfferBody, (), (member, password, code))

Result<Reply> reply_with(int status, const Result<service::TeamView>& view) {
  if (!view) return std::unexpected(view.error());
  return team_reply(status, *view);
}

Result<Reply> create_team(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<TeamName>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return reply_with(201, service::create_team(tx, environment, call.credential, body->name));
}

Result<Reply> list_teams(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const ListIdentity identity{"/api/v1/teams", call.credential.token_hash, {}};
  const auto page = read_page(call, environment, identity);
  if (!page) return std::unexpected(page.error());
  const TeamId after{page->after.empty() ? "" : page->after.front()};
  auto teams = service::list_teams(tx, environment, call.credential, after, page->limit + 1);
  if (!teams) return std::unexpected(teams.error());
  std::optional<Position> behind;
  if (const auto* last = cut_page(*teams, page->limit)) behind = Position{last->team.id.value};
  return page_reply(*teams, cursor_behind(environment, identity, behind), write_team);
}

Result<Reply> get_team(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200, service::get_team(tx, environment, call.credential, call.id<TeamId>("team")));
}

Result<Reply> rename_team(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<TeamName>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return reply_with(
      200, service::rename_team(tx, environment, call.credential, {call.id<TeamId>("team"), body->name, call.if_match()}));
}

template <class Body>
Result<service::PasswordWork> hash_proof(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<Body>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return service::prepare_reauthentication(tx, environment, call.credential, client_of(call), body->password);
}

Result<Reply> delete_team(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<DeleteTeamBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const service::DeleteTeam request{call.id<TeamId>("team"), body->name, {body->password, body->code}, client_of(call)};
  return reply_with(200, service::delete_team(tx, environment, call.credential, request, call.passwords));
}

Result<Reply> restore_team(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200, service::restore_team(tx, environment, call.credential, call.id<TeamId>("team")));
}

Result<Reply> offer(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<OfferBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const service::OfferOwnership request{
      call.id<TeamId>("team"), MemberId{body->member}, {body->password, body->code}, client_of(call)};
  return reply_with(200, service::offer_ownership(tx, environment, call.credential, request, call.passwords));
}

Result<Reply> accept_offer(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200, service::accept_ownership(tx, environment, call.credential, call.id<TeamId>("team")));
}

Result<Reply> cancel_offer(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto done = service::cancel_ownership(tx, environment, call.credential, call.id<TeamId>("team"));
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

}  // namespace

std::vector<Route> team_routes() {
  using store::Kind;
  constexpr std::string_view teams = "/api/v1/teams";
  constexpr std::string_view team = "/api/v1/teams/{team}";
  constexpr std::string_view ownership = "/api/v1/teams/{team}/ownership";
  return {
      {Method::post, teams, Kind::write, create_team, Body::json, Replay::reply},
      {Method::get, teams, Kind::read, list_teams},
      {Method::get, team, Kind::read, get_team},
      {Method::patch, team, Kind::write, rename_team, Body::json},
      {Method::delete_, team, Kind::write, delete_team, Body::json, Replay::never, hash_proof<DeleteTeamBody>},
      {Method::post, "/api/v1/teams/{team}/restore", Kind::write, restore_team, Body::none, Replay::reply},
      {Method::post, ownership, Kind::write, offer, Body::json, Replay::never, hash_proof<OfferBody>},
      {Method::delete_, ownership, Kind::write, cancel_offer},
      {Method::post, "/api/v1/teams/{team}/ownership/accept", Kind::write, accept_offer, Body::none, Replay::reply},
  };
}

}  // namespace rolecall::http
