#include "http/routes_proposals.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/json_read.h"
#include "http/page.h"
#include "http/template_json.h"
#include "service/templates/decide_proposal.h"
#include "service/templates/propose_template.h"

namespace rolecall::http {
namespace {

constexpr std::string_view proposals_path = "/api/v1/teams/{team}/templates/proposals";

/// `template` beside it is a word of C++ and read by hand.
struct NewProposal {
  std::string kind;
  std::string name;
  std::string body;
  std::optional<std::string> message;
  std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(NewProposal, (), (kind, name, body, message, version))

struct Accepted {
  std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (version))

struct Declined {
  std::optional<std::string> answer;
};
BOOST_DESCRIBE_STRUCT(Declined, (), (answer))

service::ProposalPlace proposal_place_of(const Call& call) { return {call.id<TeamId>("team"), call.id<ProposalId>("proposal")}; }

/// The template that shall change. Errors: invalid for what is no id, and for members that a proposal does not have.
Result<std::optional<TemplateId>> read_what_changes(json::Value body) {
  constexpr std::array<std::string_view, 5> others{"kind", "name", "body", "message", "version"};
  std::optional<TemplateId> changes;
  for (const json::Value member : body) {
    if (member.name() != "template") {
      if (std::ranges::find(others, member.name()) != others.end()) continue;
      return invalid_field("/" + std::string(member.name()), "is not known here");
    }
    if (member.is_null()) continue;
    if (!member.is_string()) return invalid_field("/template", "expected a string");
    changes = TemplateId{std::string(member.string())};
  }
  return changes;
}

Result<Reply> reply_with(int status, const Result<service::ShownProposal>& shown) {
  if (!shown) return std::unexpected(shown.error());
  std::string body;
  json::Writer writer(body);
  write_proposal(writer, *shown);
  return json_reply(status, std::move(body));
}

Result<Reply> propose(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<NewProposal>(call.body->root(), json::Unknown::ignore);
  if (!body) return std::unexpected(body.error());
  const auto changes = read_what_changes(call.body->root());
  if (!changes) return std::unexpected(changes.error());
  const auto kind = template_kind_of(body->kind);
  if (!kind) return std::unexpected(kind.error());
  return reply_with(201, service::propose_template(tx, environment, call.credential,
                                                   {.team = call.id<TeamId>("team"),
                                                    .changes = *changes,
                                                    .base_version = body->version,
                                                    .kind = *kind,
                                                    .words = {std::move(body->name), std::move(body->body)},
                                                    .message = body->message.value_or("")}));
}

std::optional<store::ProposalPosition> proposal_position_from(const Position& position) {
  if (position.size() != 2) return std::nullopt;
  store::ProposalPosition from{{}, ProposalId{position[1]}};
  std::from_chars(position[0].data(), position[0].data() + position[0].size(), from.created_at.ms);
  return from;
}

Position position_of_proposal(const store::ProposalPosition& last) { return {std::to_string(last.created_at.ms), last.id.value}; }

Result<Reply> list_proposals(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  service::ListProposals request{.team = call.id<TeamId>("team"), .state = {}, .after = {}};
  const std::string state(call.request.query("state").value_or(""));
  if (!state.empty()) {
    request.state = store::proposal_state_from(state);
    if (!request.state) return invalid_field("/state", "expected `waiting`, `accepted`, `declined` or `withdrawn`");
  }
  const ListIdentity identity{proposals_path, request.team.value + " " + call.credential.token_hash, {state}};
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  request.after = proposal_position_from(asked->after);
  request.limit = asked->limit;
  const auto page = service::list_proposals(tx, environment, call.credential, request);
  if (!page) return std::unexpected(page.error());
  return page_reply(page->items, cursor_behind(environment, identity, page->next.transform(position_of_proposal)),
                    write_proposal);
}

Result<Reply> accept_proposal(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  service::AcceptProposal request{proposal_place_of(call), std::nullopt};
  if (call.body) {
    const auto body = json::read<Accepted>(call.body->root());
    if (!body) return std::unexpected(body.error());
    request.seen_version = body->version;
  }
  return reply_with(200, service::accept_proposal(tx, environment, call.credential, request));
}

Result<Reply> decline_proposal(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  std::string answer;
  if (call.body) {
    auto body = json::read<Declined>(call.body->root());
    if (!body) return std::unexpected(body.error());
    answer = body->answer.value_or("");
  }
  return reply_with(200, service::decline_proposal(tx, environment, call.credential, proposal_place_of(call), answer));
}

Result<Reply> withdraw(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto done = service::withdraw_proposal(tx, environment, call.credential, proposal_place_of(call));
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

}  // namespace

std::vector<Route> proposal_routes() {
  using store::Kind;
  return {
      {Method::get, proposals_path, Kind::read, list_proposals},
      {Method::post, proposals_path, Kind::write, propose, Body::json, Replay::reply},
      {Method::post, "/api/v1/teams/{team}/templates/proposals/{proposal}/accept", Kind::write, accept_proposal,
       Body::optional_json},
      {Method::post, "/api/v1/teams/{team}/templates/proposals/{proposal}/decline", Kind::write, decline_proposal,
       Body::optional_json},
      {Method::delete_, "/api/v1/teams/{team}/templates/proposals/{proposal}", Kind::write, withdraw},
  };
}

}  // namespace rolecall::http
