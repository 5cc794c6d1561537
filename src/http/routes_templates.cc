#include "http/routes_templates.h"

#include <charconv>

#include "base/json_read.h"
#include "clinical/placeholders.h"
#include "http/page.h"
#include "http/template_json.h"
#include "service/templates/copy_template.h"
#include "service/templates/create_template.h"
#include "service/templates/delete_template.h"
#include "service/templates/preview_template.h"
#include "service/templates/read_template.h"
#include "service/templates/template_versions.h"
#include "service/templates/update_template.h"

namespace rolecall::http {
namespace {

constexpr std::string_view templates_path = "/api/v1/teams/{team}/templates";
constexpr std::string_view versions_path = "/api/v1/teams/{team}/templates/{template}/versions";

struct NewTemplate {
  std::string kind;
  std::string visibility;
  std::string name;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(NewTemplate, (), (kind, visibility, name, body))

struct TemplatePatch {
  std::optional<std::string> name;
  std::optional<std::string> body;
};
BOOST_DESCRIBE_STRUCT(TemplatePatch, (), (name, body))

struct Restored {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Restored, (), (version))

struct Previewed {
  std::string kind;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(Previewed, (), (kind, body))

service::TemplatePlace template_place_of(const Call& call) { return {call.id<TeamId>("team"), call.id<TemplateId>("template")}; }

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

Result<store::Visibility> visibility_of(const std::string& name) {
  const auto visibility = store::visibility_from(name);
  if (!visibility) return invalid_field("/visibility", "expected `personal` or `team`");
  return *visibility;
}

Result<Reply> reply_with(int status, const Result<service::ShownTemplate>& shown) {
  if (!shown) return std::unexpected(shown.error());
  return template_reply(status, *shown);
}

Result<Reply> create_template(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<NewTemplate>(call.body->root());
  if (!body) return std::unexpected(body.error());
  const auto kind = template_kind_of(body->kind);
  if (!kind) return std::unexpected(kind.error());
  const auto visibility = visibility_of(body->visibility);
  if (!visibility) return std::unexpected(visibility.error());
  return reply_with(201, service::create_template(tx, environment, call.credential,
                                                  {.team = call.id<TeamId>("team"),
                                                   .visibility = *visibility,
                                                   .kind = *kind,
                                                   .words = {std::move(body->name), std::move(body->body)}}));
}

/// The filters of the list; without one: any.
Result<service::ListTemplates> asked_for(const Call& call) {
  service::ListTemplates request{.team = call.id<TeamId>("team"), .kind = {}, .visibility = {}, .after = {}};
  if (const auto name = call.request.query("kind")) {
    const auto kind = template_kind_of(std::string(*name));
    if (!kind) return std::unexpected(kind.error());
    request.kind = *kind;
  }
  if (const auto name = call.request.query("visibility")) {
    const auto visibility = visibility_of(std::string(*name));
    if (!visibility) return std::unexpected(visibility.error());
    request.visibility = *visibility;
  }
  return request;
}

Position position_of_template(const store::TemplatePosition& last) { return {last.name_key, last.id.value}; }

Result<Reply> list_templates(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto request = asked_for(call);
  if (!request) return std::unexpected(request.error());
  const ListIdentity identity{
      templates_path,
      request->team.value + " " + call.credential.token_hash,
      {std::string(call.request.query("kind").value_or("")), std::string(call.request.query("visibility").value_or(""))}};
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  if (asked->after.size() == 2) request->after = store::TemplatePosition{asked->after[0], TemplateId{asked->after[1]}};
  request->limit = asked->limit;
  const auto page = service::list_templates(tx, environment, call.credential, *request);
  if (!page) return std::unexpected(page.error());
  return page_reply(page->items, cursor_behind(environment, identity, page->next.transform(position_of_template)),
                    write_template);
}

Result<Reply> get_template(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200, service::read_template(tx, environment, call.credential, template_place_of(call)));
}

Result<Reply> update_template(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<TemplatePatch>(call.body->root());
  if (!body) return std::unexpected(body.error());
  if (call.request.query("copy") == "true") {
    return reply_with(
        200, service::edit_as_copy(tx, environment, call.credential,
                                   {template_place_of(call), std::move(body->name), std::move(body->body), call.if_match()}));
  }
  return reply_with(
      200, service::update_template(tx, environment, call.credential,
                                    {template_place_of(call), std::move(body->name), std::move(body->body), call.if_match()}));
}

Result<Reply> delete_template(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto done = service::delete_template(tx, environment, call.credential, template_place_of(call), call.if_match());
  if (!done) return std::unexpected(done.error());
  return empty_reply();
}

Result<Reply> copy_template(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(201, service::copy_template(tx, environment, call.credential, template_place_of(call)));
}

Result<Reply> restore_template(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<Restored>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return reply_with(200, service::restore_template(tx, environment, call.credential,
                                                   {template_place_of(call), body->version, call.if_match()}));
}

Result<Reply> impact(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto found = service::impact_of_template(tx, environment, call.credential, template_place_of(call));
  if (!found) return std::unexpected(found.error());
  std::string body;
  json::Writer(body)
      .begin_object()
      .field("personal_copies", found->personal_copies)
      .field("notes", found->notes)
      .field("documents", found->documents)
      .field("waiting_proposals", found->waiting_proposals)
      .end_object();
  return json_reply(200, std::move(body));
}

Result<Reply> list_template_versions(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto place = template_place_of(call);
  const ListIdentity identity{versions_path, place.team.value + " " + place.id.value, {}};
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  service::ListTemplateVersions request{place, {}, asked->limit};
  if (asked->after.size() == 1) request.before = whole_number(asked->after[0]);
  const auto page = service::list_template_versions(tx, environment, call.credential, request);
  if (!page) return std::unexpected(page.error());
  std::optional<Position> behind;
  if (page->next) behind = Position{std::to_string(*page->next)};
  return page_reply(page->items, cursor_behind(environment, identity, behind),
                    [](json::Writer& writer, const auto& one) { write_template_version(writer, one, VersionDetail::listed); });
}

Result<Reply> get_template_version(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  // What is no number is no version; 0 is none either.
  const auto number = whole_number(call.path.at("version")).value_or(0);
  const auto found = service::read_template_version(tx, environment, call.credential, template_place_of(call), number);
  if (!found) return std::unexpected(found.error());
  std::string body;
  json::Writer writer(body);
  write_template_version(writer, *found, VersionDetail::whole);
  return json_reply(200, std::move(body));
}

Result<Reply> preview_template(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto asked = json::read<Previewed>(call.body->root());
  if (!asked) return std::unexpected(asked.error());
  const auto kind = template_kind_of(asked->kind);
  if (!kind) return std::unexpected(kind.error());
  const auto shown =
      service::preview_template(tx, environment, call.credential, {call.id<TeamId>("team"), *kind, std::move(asked->body)});
  if (!shown) return std::unexpected(shown.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object().name("errors").begin_array();
  for (const auto& one : shown->errors) {
    writer.begin_object().field("line", one.line).field("column", one.column);
    writer.field("placeholder", one.placeholder).field("detail", one.detail).end_object();
  }
  writer.end_array().field("rendered", shown->rendered).end_object();
  return json_reply(200, std::move(body));
}

Result<Reply> placeholders(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto may = service::ask_for_placeholders(tx, environment, call.credential, call.id<TeamId>("team"));
  if (!may) return std::unexpected(may.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object().name("items").begin_array();
  for (const auto& one : clinical::placeholders) {
    writer.begin_object().field("name", one.name).field("sentence", one.sentence).end_object();
  }
  writer.end_array().end_object();
  return json_reply(200, std::move(body));
}

}  // namespace

std::vector<Route> template_routes() {
  using store::Kind;
  constexpr std::string_view one = "/api/v1/teams/{team}/templates/{template}";
  return {
      {Method::get, templates_path, Kind::read, list_templates},
      {Method::post, templates_path, Kind::write, create_template, Body::json, Replay::reply},
      {Method::post, "/api/v1/teams/{team}/templates/preview", Kind::read, preview_template, Body::json},
      {Method::get, "/api/v1/teams/{team}/templates/placeholders", Kind::read, placeholders},
      {Method::get, one, Kind::read, get_template},
      {Method::patch, one, Kind::write, update_template, Body::json},
      {Method::delete_, one, Kind::write, delete_template},
      {Method::post, "/api/v1/teams/{team}/templates/{template}/copy", Kind::write, copy_template, Body::none, Replay::reply},
      {Method::post, "/api/v1/teams/{team}/templates/{template}/restore", Kind::write, restore_template, Body::json,
       Replay::reply},
      {Method::get, "/api/v1/teams/{team}/templates/{template}/impact", Kind::read, impact},
      {Method::get, versions_path, Kind::read, list_template_versions},
      {Method::get, "/api/v1/teams/{team}/templates/{template}/versions/{version}", Kind::read, get_template_version},
  };
}

}  // namespace rolecall::http
