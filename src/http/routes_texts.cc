#include "http/routes_texts.h"

#include <charconv>

#include "base/json_read.h"
#include "http/text_json.h"
#include "service/texts/render_document.h"
#include "service/texts/texts.h"

namespace rolecall::http {
namespace {

using store::TextKind;

struct NewTextBody {
  std::optional<TemplateId> template_;
  std::optional<std::string> title;
  std::optional<std::string> body;
};

struct TextBody {
  std::string title;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(TextBody, (), (title, body))

struct AddendumBody {
  std::string body;
};
BOOST_DESCRIBE_STRUCT(AddendumBody, (), (body))

/// `template` is a word of C++.
struct NewTextFields {
  std::optional<std::string> title;
  std::optional<std::string> body;
};

template <TextKind kind>
service::TextPlace place_of(const Call& call) {
  return {call.id<TeamId>("team"), call.id<SessionId>("session"), kind, {}};
}

template <TextKind kind>
service::TextPlace named_place_of(const Call& call) {
  auto place = place_of<kind>(call);
  place.id = call.path.at(kind == TextKind::note ? "note" : "document");
  return place;
}

Result<Reply> reply_with(int status, const Result<service::ShownText>& shown) {
  if (!shown) return std::unexpected(shown.error());
  return text_reply(status, *shown);
}

template <TextKind kind>
Result<Reply> list(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto shown = service::list_texts(tx, environment, call.credential, place_of<kind>(call));
  if (!shown) return std::unexpected(shown.error());
  return texts_reply(*shown);
}

template <TextKind kind>
Result<Reply> create(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = read_new_text(call.body->root());
  if (!body) return std::unexpected(body.error());
  return reply_with(201, service::create_text(tx, environment, call.credential,
                                              {place_of<kind>(call), body->made_from, body->title, body->body}));
}

/// `doc_….pdf` and `doc_….txt` are the document for people; anything else is the JSON.
Result<Reply> get_document(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto place = named_place_of<TextKind::document>(call);
  const auto format = service::format_from_suffix(place.id);
  if (!format) return reply_with(200, service::read_text(tx, environment, call.credential, place));
  const auto rendered = service::render_document(tx, environment, call.credential, place, *format);
  if (!rendered) return std::unexpected(rendered.error());
  Reply reply;
  reply.content_type = rendered->media_type;
  reply.body = std::move(rendered->bytes);
  reply.with("Content-Disposition", "attachment; filename=\"" + rendered->file_name + "\"");
  return reply;
}

Result<Reply> get_note(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200, service::read_text(tx, environment, call.credential, named_place_of<TextKind::note>(call)));
}

template <TextKind kind>
Result<Reply> save(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<TextBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const service::SaveText request{named_place_of<kind>(call), {std::move(body->title), std::move(body->body)}, call.if_match()};
  return reply_with(200, service::save_text(tx, environment, call.credential, request));
}

template <TextKind kind>
Result<Reply> remove(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto done = service::delete_text(tx, environment, call.credential, named_place_of<kind>(call));
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

template <TextKind kind>
Result<Reply> versions(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto found = service::list_versions(tx, environment, call.credential, named_place_of<kind>(call));
  if (!found) return std::unexpected(found.error());
  return versions_reply(*found);
}

template <TextKind kind>
Result<Reply> version(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const std::string& text = call.path.at("version");
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return not_found();
  const auto found = service::read_version(tx, environment, call.credential, named_place_of<kind>(call), number);
  if (!found) return std::unexpected(found.error());
  return version_reply(*found);
}

Result<Reply> sign(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(
      200, service::sign_note(tx, environment, call.credential, named_place_of<TextKind::note>(call), call.if_match()));
}

Result<Reply> addend(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<AddendumBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return reply_with(
      201, service::add_addendum(tx, environment, call.credential, named_place_of<TextKind::note>(call), body->body));
}

}  // namespace

std::vector<Route> text_routes() {
  using store::Kind;
  constexpr std::string_view notes = "/api/v1/teams/{team}/sessions/{session}/notes";
  constexpr std::string_view note = "/api/v1/teams/{team}/sessions/{session}/notes/{note}";
  constexpr std::string_view documents = "/api/v1/teams/{team}/sessions/{session}/documents";
  constexpr std::string_view document = "/api/v1/teams/{team}/sessions/{session}/documents/{document}";
  return {
      {Method::get, notes, Kind::read, list<TextKind::note>},
      {Method::post, notes, Kind::write, create<TextKind::note>, Body::json, Replay::secret},
      {Method::get, note, Kind::read, get_note},
      {Method::put, note, Kind::write, save<TextKind::note>, Body::json},
      {Method::delete_, note, Kind::write, remove<TextKind::note>},
      {Method::post, "/api/v1/teams/{team}/sessions/{session}/notes/{note}/sign", Kind::write, sign},
      {Method::post, "/api/v1/teams/{team}/sessions/{session}/notes/{note}/addenda", Kind::write, addend, Body::json,
       Replay::secret},
      {Method::get, "/api/v1/teams/{team}/sessions/{session}/notes/{note}/versions", Kind::read, versions<TextKind::note>},
      {Method::get, "/api/v1/teams/{team}/sessions/{session}/notes/{note}/versions/{version}", Kind::read,
       version<TextKind::note>},
      {Method::get, documents, Kind::read, list<TextKind::document>},
      {Method::post, documents, Kind::write, create<TextKind::document>, Body::json, Replay::secret},
      {Method::get, document, Kind::read, get_document},
      {Method::put, document, Kind::write, save<TextKind::document>, Body::json},
      {Method::delete_, document, Kind::write, remove<TextKind::document>},
      {Method::get, "/api/v1/teams/{team}/sessions/{session}/documents/{document}/versions", Kind::read,
       versions<TextKind::document>},
      {Method::get, "/api/v1/teams/{team}/sessions/{session}/documents/{document}/versions/{version}", Kind::read,
       version<TextKind::document>},
  };
}

}  // namespace rolecall::http
