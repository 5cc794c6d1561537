#include "http/routes_delegations.h"

#include <array>

#include "base/json_read.h"
#include "http/page.h"
#include "http/person_json.h"
#include "http/team_json.h"
#include "service/delegations/delegate.h"

namespace rolecall::http {
namespace {

constexpr std::string_view delegations_path = "/api/v1/teams/{team}/delegations";

struct DelegationBody {
  MemberId assistant;
  Instant from;
  Instant to;
};
BOOST_DESCRIBE_STRUCT(DelegationBody, (), (assistant, from, to))

constexpr std::array<std::string_view, 4> state_names{"planned", "in_force", "over", "ended"};

void write_delegation(json::Writer& writer, const service::DelegationView& view) {
  const store::Delegation& delegation = view.delegation;
  writer.begin_object().field("id", delegation.id);
  write_person(writer, "clinician", delegation.clinician, delegation.clinician_name);
  write_person(writer, "assistant", delegation.assistant, delegation.assistant_name);
  writer.field("from", delegation.starts_at)
      .field("to", delegation.ends_at)
      .field("state", state_names[static_cast<std::size_t>(view.state)]);
  write_actions(writer, view.allowed_actions);
  writer.end_object();
}

Result<Reply> list_delegations(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto team = call.id<TeamId>("team");
  const std::string only(call.request.query("only").value_or(""));
  if (!only.empty() && only != "received_in_force") return invalid_field("/only", "expected `received_in_force`");
  const ListIdentity identity{delegations_path, team.value + " " + call.credential.token_hash, {only}};
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  const store::DelegationPage page{only.empty() ? store::WhichDelegations::all : store::WhichDelegations::received_in_force,
                                   DelegationId{asked->after.empty() ? std::string() : asked->after.front()}, asked->limit + 1};
  auto views = service::list_delegations(tx, environment, call.credential, team, page);
  if (!views) return std::unexpected(views.error());
  std::optional<Position> behind;
  if (const auto* last = cut_page(*views, asked->limit)) behind = Position{last->delegation.id.value};
  return page_reply(*views, cursor_behind(environment, identity, behind), write_delegation);
}

Result<Reply> create_delegation(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto asked = json::read<DelegationBody>(call.body->root());
  if (!asked) return std::unexpected(asked.error());
  const auto view = service::delegate_sessions(tx, environment, call.credential,
                                               {call.id<TeamId>("team"), asked->assistant, asked->from, asked->to});
  if (!view) return std::unexpected(view.error());
  std::string body;
  json::Writer writer(body);
  write_delegation(writer, *view);
  return json_reply(201, std::move(body));
}

Result<Reply> end_delegation(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto done =
      service::end_delegation(tx, environment, call.credential, call.id<TeamId>("team"), call.id<DelegationId>("delegation"));
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

}  // namespace

std::vector<Route> delegation_routes() {
  using store::Kind;
  return {
      {Method::get, delegations_path, Kind::read, list_delegations},
      {Method::post, delegations_path, Kind::write, create_delegation, Body::json, Replay::reply},
      {Method::delete_, "/api/v1/teams/{team}/delegations/{delegation}", Kind::write, end_delegation},
  };
}

}  // namespace rolecall::http
