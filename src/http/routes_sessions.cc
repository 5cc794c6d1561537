#include "http/routes_sessions.h"

#include <charconv>

#include "base/json_read.h"
#include "http/page.h"
#include "http/session_json.h"
#include "http/why_json.h"
#include "service/sessions/create_session.h"
#include "service/sessions/read_session.h"
#include "service/sessions/reassign_session.h"
#include "service/sessions/update_session.h"

namespace rolecall::http {
namespace {

constexpr std::string_view sessions_path = "/api/v1/teams/{team}/sessions";
constexpr std::string_view session_path = "/api/v1/teams/{team}/sessions/{session}";

struct PatientBody {
  std::string name;
  std::optional<std::string> date_of_birth;
  std::optional<std::string> identifier;
};
BOOST_DESCRIBE_STRUCT(PatientBody, (), (name, date_of_birth, identifier))

struct NewSession {
  PatientBody patient;
  std::optional<std::string> context;
  std::optional<Instant> started_at;
  std::optional<MemberId> clinician;
  std::optional<std::string> status;
  std::optional<bool> consent_confirmed;
};
BOOST_DESCRIBE_STRUCT(NewSession, (), (patient, context, started_at, clinician, status, consent_confirmed))

struct PatientPatch {
  std::optional<std::optional<std::string>> name;
  std::optional<std::optional<std::string>> date_of_birth;
  std::optional<std::optional<std::string>> identifier;
};
BOOST_DESCRIBE_STRUCT(PatientPatch, (), (name, date_of_birth, identifier))

struct SessionPatch {
  std::optional<PatientPatch> patient;
  std::optional<std::string> context;
  std::optional<Instant> started_at;
  std::optional<std::string> status;
  std::optional<bool> consent_confirmed;
};
BOOST_DESCRIBE_STRUCT(SessionPatch, (), (patient, context, started_at, status, consent_confirmed))

struct NewClinician {
  MemberId member;
};
BOOST_DESCRIBE_STRUCT(NewClinician, (), (member))

store::Patient patient_of(PatientBody body) {
  return {std::move(body.name), body.date_of_birth.value_or(""), body.identifier.value_or("")};
}

/// Null empties, as an empty text does.
std::optional<std::string> text_of(std::optional<std::optional<std::string>> member) {
  return std::move(member).transform([](std::optional<std::string> text) { return std::move(text).value_or(""); });
}

service::PatientChange change_of(PatientPatch patch) {
  return {text_of(std::move(patch.name)), text_of(std::move(patch.date_of_birth)), text_of(std::move(patch.identifier))};
}

Result<std::optional<SessionStatus>> status_of(const std::optional<std::string>& name) {
  if (!name) return std::nullopt;
  const auto status = session_status_from(*name);
  if (!status) return invalid_field("/status", "expected `draft`, `in_progress` or `completed`");
  return status;
}

service::ConsentConfirmed consent_of(const std::optional<bool>& confirmed) {
  return confirmed.value_or(false) ? service::ConsentConfirmed::yes : service::ConsentConfirmed::no;
}

Result<Reply> reply_with(int status, const Result<service::ShownSession>& session) {
  if (!session) return std::unexpected(session.error());
  return session_reply(status, *session);
}

Result<Reply> create_session(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<NewSession>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const auto status = status_of(body->status);
  if (!status) return std::unexpected(status.error());
  return reply_with(201, service::create_session(tx, environment, call.credential,
                                                 {.team = call.id<TeamId>("team"),
                                                  .content = {patient_of(std::move(body->patient)), body->context.value_or("")},
                                                  .started_at = body->started_at,
                                                  .clinician = body->clinician,
                                                  .status = status->value_or(SessionStatus::draft),
                                                  .consent = consent_of(body->consent_confirmed)}));
}

std::optional<store::SessionPosition> session_position_from(const Position& position) {
  if (position.size() != 2) return std::nullopt;
  store::SessionPosition from{{}, SessionId{position[1]}};
  std::from_chars(position[0].data(), position[0].data() + position[0].size(), from.started_at.ms);
  return from;
}

Position position_of_session(const store::SessionPosition& last) { return {std::to_string(last.started_at.ms), last.id.value}; }

Result<Reply> list_sessions(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  service::ListSessions request{.team = call.id<TeamId>("team"), .after = {}};
  request.clinician = call.request.query("clinician").value_or("me");
  request.status = call.request.query("status").value_or("");
  request.query = call.request.query("query").value_or("");
  const ListIdentity identity{
      sessions_path, request.team.value + " " + call.credential.token_hash, {request.clinician, request.status, request.query}};
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  request.after = session_position_from(asked->after);
  request.limit = asked->limit;
  const auto page = service::list_sessions(tx, environment, call.credential, request);
  if (!page) return std::unexpected(page.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  write_items(writer, page->items, write_listed_session);
  writer.name("why_not_all");
  write_why(writer, page->why_not_all);
  writer.field("next_cursor", cursor_behind(environment, identity, page->next.transform(position_of_session))).end_object();
  return json_reply(200, std::move(body));
}

Result<Reply> get_session(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(
      200, service::read_session(tx, environment, call.credential, call.id<TeamId>("team"), call.id<SessionId>("session")));
}

Result<Reply> update_session(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<SessionPatch>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const auto status = status_of(body->status);
  if (!status) return std::unexpected(status.error());
  service::UpdateSession request{.team = call.id<TeamId>("team"), .session = call.id<SessionId>("session")};
  if (body->patient) request.patient = change_of(std::move(*body->patient));
  request.context = std::move(body->context);
  request.started_at = body->started_at;
  request.status = *status;
  request.consent = consent_of(body->consent_confirmed);
  request.if_match = call.if_match();
  return reply_with(200, service::update_session(tx, environment, call.credential, request));
}

Result<Reply> delete_session(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto done = service::delete_session(tx, environment, call.credential, call.id<TeamId>("team"),
                                            call.id<SessionId>("session"), call.if_match());
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

Result<Reply> reassign(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<NewClinician>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const auto done = service::reassign_session(
      tx, environment, call.credential, {call.id<TeamId>("team"), call.id<SessionId>("session"), body->member, call.if_match()});
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

template <service::Restriction restriction>
Result<Reply> set_restriction(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto done = service::restrict_session(tx, environment, call.credential, call.id<TeamId>("team"),
                                              call.id<SessionId>("session"), restriction, call.if_match());
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

template <service::LegalHold hold>
Result<Reply> set_legal_hold(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto done = service::hold_session(tx, environment, call.credential, call.id<TeamId>("team"),
                                          call.id<SessionId>("session"), hold, call.if_match());
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

}  // namespace

std::vector<Route> session_routes() {
  using store::Kind;
  constexpr std::string_view restriction = "/api/v1/teams/{team}/sessions/{session}/restriction";
  constexpr std::string_view legal_hold = "/api/v1/teams/{team}/sessions/{session}/hold";
  return {
      {Method::post, sessions_path, Kind::write, create_session, Body::json, Replay::secret},
      {Method::get, sessions_path, Kind::read, list_sessions},
      {Method::get, session_path, Kind::read, get_session},
      {Method::patch, session_path, Kind::write, update_session, Body::json},
      {Method::delete_, session_path, Kind::write, delete_session},
      {Method::put, "/api/v1/teams/{team}/sessions/{session}/clinician", Kind::write, reassign, Body::json},
      {Method::put, restriction, Kind::write, set_restriction<service::Restriction::restricted>},
      {Method::delete_, restriction, Kind::write, set_restriction<service::Restriction::none>},
      {Method::put, legal_hold, Kind::write, set_legal_hold<service::LegalHold::held>},
      {Method::delete_, legal_hold, Kind::write, set_legal_hold<service::LegalHold::none>},
  };
}

}  // namespace rolecall::http
