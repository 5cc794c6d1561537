#include "http/routes_texts.h"

#include <charconv>

#include "base/json_read.h"
#include "http/page.h"
#include "http/problem.h"
#include "http/text_json.h"
#include "service/texts/render_document.h"
#include "service/texts/texts.h"

namespace rolecall::http {
namespace {

using store::TextKind;

constexpr std::string_view notes_path = "/api/v1/teams/{team}/sessions/{session}/notes";
constexpr std::string_view note_versions_path = "/api/v1/teams/{team}/sessions/{session}/notes/{note}/versions";
constexpr std::string_view documents_path = "/api/v1/teams/{team}/sessions/{session}/documents";
constexpr std::string_view document_versions_path = "/api/v1/teams/{team}/sessions/{session}/documents/{document}/versions";

struct TextBody {
  std::string title;
  std::string body;
  std::optional<bool> new_version;
};
BOOST_DESCRIBE_STRUCT(TextBody, (), (title, body, new_version))

struct AddendumBody {
  std::string body;
};
BOOST_DESCRIBE_STRUCT(AddendumBody, (), (body))

/// What both kinds are made from; `template` beside it is a word of C++ and read by hand.
struct NewTextBody {
  std::optional<std::string> title;
  std::optional<std::string> body;
  std::optional<TemplateId> made_from;
};

std::string string_or_wrong(json::Value member, std::vector<FieldError>& wrong) {
  if (member.is_string()) return std::string(member.string());
  wrong.push_back({"/" + std::string(member.name()), "expected a string"});
  return {};
}

Result<NewTextBody> read_new_text(json::Value body) {
  if (!body.is_object()) return invalid_field("", "expected an object");
  NewTextBody read;
  std::vector<FieldError> wrong;
  for (const json::Value member : body) {
    const auto name = member.name();
    if (name != "title" && name != "body" && name != "template") {
      wrong.push_back({"/" + std::string(name), "is not known here"});
    } else if (!member.is_null()) {
      auto text = string_or_wrong(member, wrong);
      if (name == "template") {
        read.made_from = TemplateId{std::move(text)};
      } else {
        (name == "title" ? read.title : read.body) = std::move(text);
      }
    }
  }
  if (wrong.empty()) return read;
  return std::unexpected(
      Error{.code = Code::invalid, .name = "invalid", .detail = "a field is invalid", .fields = std::move(wrong)});
}

/// 0, which no version has, for what is no number.
std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

ListIdentity identity_of(std::string_view route, const service::TextPlace& place) {
  return {route, place.team.value + " " + place.session.value + " " + place.id, {}};
}

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
Result<Reply> list_texts(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  service::ListTexts request{place_of<kind>(call), {}, {}};
  const auto identity = identity_of(kind == TextKind::note ? notes_path : documents_path, request.place);
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  request.limit = asked->limit;
  if (asked->after.size() == 2) request.after = store::TextPosition{{number_of(asked->after[0])}, asked->after[1]};
  const auto page = service::list_texts(tx, environment, call.credential, request);
  if (!page) return std::unexpected(page.error());
  std::optional<Position> behind;
  if (page->next) behind = Position{std::to_string(page->next->created_at.ms), page->next->id};
  return texts_reply(page->items, cursor_behind(environment, identity, behind));
}

template <TextKind kind>
Result<Reply> create_text(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = read_new_text(call.body->root());
  if (!body) return std::unexpected(body.error());
  return reply_with(201, service::create_text(tx, environment, call.credential,
                                              {place_of<kind>(call), body->made_from, body->title, body->body}));
}

Result<Reply> get_document(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200, service::read_text(tx, environment, call.credential, named_place_of<TextKind::document>(call)));
}

Reply rendered_reply(const service::OpenedDocument& document, service::DocumentFormat format) {
  auto rendered = service::render(document, format);
  if (!rendered) return problem(rendered.error());
  Reply reply{.content_type = std::string(rendered->media_type), .body = std::move(rendered->bytes)};
  reply.with("Content-Disposition", "attachment; filename=\"" + rendered->file_name + "\"");
  return reply;
}

template <service::DocumentFormat format>
Result<Reply> download(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto document = service::open_document(tx, environment, call.credential, named_place_of<TextKind::document>(call));
  if (!document) return std::unexpected(document.error());
  Reply reply;
  reply.later = [document = std::move(*document)] { return rendered_reply(document, format); };
  return reply;
}

Result<Reply> get_note(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200, service::read_text(tx, environment, call.credential, named_place_of<TextKind::note>(call)));
}

template <TextKind kind>
Result<Reply> save_text(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<TextBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const auto saving = body->new_version.value_or(false) ? store::Saving::keeps_every_version : store::Saving::may_rewrite;
  const service::SaveText request{
      named_place_of<kind>(call), {std::move(body->title), std::move(body->body)}, call.if_match(), saving};
  return reply_with(200, service::save_text(tx, environment, call.credential, request));
}

template <TextKind kind>
Result<Reply> delete_text(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto done = service::delete_text(tx, environment, call.credential, named_place_of<kind>(call), call.if_match());
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

template <TextKind kind>
Result<Reply> list_text_versions(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  service::ListVersions request{named_place_of<kind>(call), {}, {}};
  const auto identity = identity_of(kind == TextKind::note ? note_versions_path : document_versions_path, request.place);
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  request.limit = asked->limit;
  if (asked->after.size() == 1) request.before = number_of(asked->after[0]);
  const auto page = service::list_versions(tx, environment, call.credential, request);
  if (!page) return std::unexpected(page.error());
  std::optional<Position> behind;
  if (page->next) behind = Position{std::to_string(*page->next)};
  return versions_reply(page->items, cursor_behind(environment, identity, behind));
}

template <TextKind kind>
Result<Reply> get_text_version(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto found =
      service::read_version(tx, environment, call.credential, named_place_of<kind>(call), number_of(call.path.at("version")));
  if (!found) return std::unexpected(found.error());
  return version_reply(*found);
}

Result<Reply> sign(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200,
                    service::sign_note(tx, environment, call.credential, named_place_of<TextKind::note>(call), call.if_match()));
}

Result<Reply> addend(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<AddendumBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return reply_with(201,
                    service::add_addendum(tx, environment, call.credential, named_place_of<TextKind::note>(call), body->body));
}

}  // namespace

std::vector<Route> text_routes() {
  using store::Kind;
  constexpr std::string_view note = "/api/v1/teams/{team}/sessions/{session}/notes/{note}";
  constexpr std::string_view document = "/api/v1/teams/{team}/sessions/{session}/documents/{document}";
  return {
      {Method::get, notes_path, Kind::read, list_texts<TextKind::note>},
      {Method::post, notes_path, Kind::write, create_text<TextKind::note>, Body::json, Replay::secret},
      {Method::get, note, Kind::read, get_note},
      {Method::put, note, Kind::write, save_text<TextKind::note>, Body::json},
      {Method::delete_, note, Kind::write, delete_text<TextKind::note>},
      {Method::post, "/api/v1/teams/{team}/sessions/{session}/notes/{note}/sign", Kind::write, sign},
      {Method::post, "/api/v1/teams/{team}/sessions/{session}/notes/{note}/addenda", Kind::write, addend, Body::json,
       Replay::secret},
      {Method::get, note_versions_path, Kind::read, list_text_versions<TextKind::note>},
      {Method::get, "/api/v1/teams/{team}/sessions/{session}/notes/{note}/versions/{version}", Kind::read,
       get_text_version<TextKind::note>},
      {Method::get, documents_path, Kind::read, list_texts<TextKind::document>},
      {Method::post, documents_path, Kind::write, create_text<TextKind::document>, Body::json, Replay::secret},
      {Method::get, document, Kind::read, get_document},
      {Method::get, "/api/v1/teams/{team}/sessions/{session}/documents/{document}.pdf", Kind::read,
       download<service::DocumentFormat::pdf>},
      {Method::get, "/api/v1/teams/{team}/sessions/{session}/documents/{document}.txt", Kind::read,
       download<service::DocumentFormat::plain_text>},
      {Method::put, document, Kind::write, save_text<TextKind::document>, Body::json},
      {Method::delete_, document, Kind::write, delete_text<TextKind::document>},
      {Method::get, document_versions_path, Kind::read, list_text_versions<TextKind::document>},
      {Method::get, "/api/v1/teams/{team}/sessions/{session}/documents/{document}/versions/{version}", Kind::read,
       get_text_version<TextKind::document>},
  };
}

}  // namespace rolecall::http
