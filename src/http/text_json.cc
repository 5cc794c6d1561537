#include "http/text_json.h"

#include "http/api.h"
#include "http/page.h"
#include "http/person_json.h"
#include "http/team_json.h"
#include "http/why_json.h"

namespace rolecall::http {
namespace {

void write_signature(json::Writer& writer, const std::optional<store::Signature>& signature) {
  writer.name("signed");
  if (!signature) {
    writer.null();
    return;
  }
  writer.begin_object().field("at", signature->at);
  write_person(writer, "by", signature->by, signature->name);
  writer.end_object();
}

void write_addenda(json::Writer& writer, const std::vector<store::Addendum>& addenda) {
  writer.name("addenda").begin_array();
  for (const auto& addendum : addenda) {
    writer.begin_object().field("id", addendum.id);
    write_person(writer, "author", addendum.author, addendum.author_name);
    writer.field("body", addendum.body).field("created_at", addendum.created_at).end_object();
  }
  writer.end_array();
}

void write_named(json::Writer& writer, const store::SessionText& text, const std::optional<std::string>& title) {
  writer.begin_object().field("id", text.id).field("session", text.session);
  write_person(writer, "author", text.author, text.author_name);
  writer.field("template", text.made_from).field("title", title);
}

void write_stored(json::Writer& writer, const store::SessionText& text) {
  writer.field("version", text.version).field("created_at", text.created_at).field("updated_at", text.updated_at);
  if (text.kind == store::TextKind::note) write_signature(writer, text.signature);
}

void write_listed(json::Writer& writer, const service::ListedText& listed) {
  write_named(writer, listed.text, listed.title);
  write_stored(writer, listed.text);
  writer.field("authored", listed.authored);
  write_actions(writer, listed.allowed_actions);
  writer.end_object();
}

void write_version(json::Writer& writer, const store::TextVersion& version) {
  writer.begin_object().field("version", version.version);
  write_person(writer, "author", version.author, version.author_name);
  writer.field("created_at", version.created_at).field("saved_at", version.saved_at);
}

}  // namespace

void write_text(json::Writer& writer, const service::ShownText& shown) {
  write_named(writer, shown.text, shown.content.title);
  writer.field("body", shown.content.body);
  write_stored(writer, shown.text);
  if (shown.text.kind == store::TextKind::note) write_addenda(writer, shown.addenda);
  writer.field("authored", shown.authored);
  write_refused(writer, shown.refused);
  write_actions(writer, shown.allowed_actions);
  writer.end_object();
}

Reply text_reply(int status, const service::ShownText& shown) {
  std::string body;
  json::Writer writer(body);
  write_text(writer, shown);
  return json_with_etag(status, std::move(body), shown.text.revision);
}

Reply texts_reply(const std::vector<service::ListedText>& listed, const std::optional<std::string>& next) {
  return page_reply(listed, next, write_listed);
}

Reply versions_reply(const std::vector<store::TextVersion>& versions, const std::optional<std::string>& next) {
  return page_reply(versions, next, [](json::Writer& writer, const auto& version) {
    write_version(writer, version);
    writer.end_object();
  });
}

Reply version_reply(const service::ShownVersion& shown) {
  std::string body;
  json::Writer writer(body);
  write_version(writer, shown.version);
  writer.field("title", shown.content.title).field("body", shown.content.body).end_object();
  return json_reply(200, std::move(body));
}

}  // namespace rolecall::http
