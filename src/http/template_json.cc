#include "http/template_json.h"

#include "http/api.h"
#include "http/person_json.h"
#include "http/team_json.h"
#include "http/why_json.h"

namespace rolecall::http {
namespace {

void write_origin(json::Writer& writer, const std::optional<store::Template::Origin>& origin) {
  writer.name("copied_from");
  if (!origin) {
    writer.null();
    return;
  }
  writer.begin_object()
      .field("template", origin->id)
      .field("version", origin->version)
      .field("behind", origin->present_version - origin->version)
      .end_object();
}

void write_verdict(json::Writer& writer, const std::optional<store::TemplateProposal::Verdict>& verdict) {
  writer.name("decided");
  if (!verdict) {
    writer.null();
    return;
  }
  writer.begin_object().field("at", verdict->at);
  write_person(writer, "by", verdict->by, verdict->by_name);
  writer.field("answer", verdict->answer).end_object();
}

}  // namespace

void write_template(json::Writer& writer, const service::ShownTemplate& shown) {
  const store::Template& one = shown.stored;
  writer.begin_object()
      .field("id", one.id)
      .field("visibility", store::name_of(one.visibility))
      .field("kind", store::name_of(one.kind))
      .field("name", one.name)
      .field("body", one.body)
      .field("version", one.version);
  write_person(writer, "author", one.author, one.author_name);
  write_origin(writer, one.origin);
  write_refused(writer, shown.refused);
  write_actions(writer, shown.allowed_actions);
  writer.field("created_at", one.created_at).field("updated_at", one.updated_at).end_object();
}

Reply template_reply(int status, const service::ShownTemplate& shown) {
  std::string body;
  json::Writer writer(body);
  write_template(writer, shown);
  return json_with_etag(status, std::move(body), shown.stored.revision);
}

void write_template_version(json::Writer& writer, const store::TemplateVersion& version, VersionDetail detail) {
  writer.begin_object().field("version", version.version);
  write_person(writer, "author", version.author, version.author_name);
  writer.field("name", version.name);
  if (detail == VersionDetail::whole) writer.field("body", version.body);
  writer.field("created_at", version.created_at).end_object();
}

void write_proposal(json::Writer& writer, const service::ShownProposal& shown) {
  const store::TemplateProposal& one = shown.proposal;
  writer.begin_object()
      .field("id", one.id)
      .field("template", one.changes)
      .field("version", one.base_version)
      .field("kind", store::name_of(one.kind))
      .field("name", one.name)
      .field("body", one.body)
      .field("message", one.message)
      .field("state", store::name_of(one.state));
  write_person(writer, "proposer", one.proposer, one.proposer_name);
  write_verdict(writer, one.verdict);
  write_actions(writer, shown.allowed_actions);
  writer.field("created_at", one.created_at).end_object();
}

Result<store::TextKind> template_kind_of(const std::string& name) {
  const auto kind = store::text_kind_from(name);
  if (!kind) return invalid_field("/kind", "expected `note` or `document`");
  return *kind;
}

}  // namespace rolecall::http
