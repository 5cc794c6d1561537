#include "http/session_json.h"

#include "http/api.h"
#include "http/team_json.h"
#include "http/why_json.h"

namespace rolecall::http {
namespace {

void write_patient(json::Writer& writer, const store::Patient& patient) {
  writer.name("patient")
      .begin_object()
      .field("name", patient.name)
      .field("date_of_birth", patient.date_of_birth)
      .field("identifier", patient.identifier)
      .end_object();
}

void write_stored(json::Writer& writer, const store::Session& session) {
  writer.field("id", session.id).name("clinician").begin_object();
  writer.field("id", session.clinician).field("name", session.clinician_name).end_object();
  writer.field("started_at", session.started_at)
      .field("status", name_of(session.status))
      .field("restricted", session.restricted)
      .field("legal_hold", session.legal_hold)
      .field("created_at", session.created_at)
      .field("updated_at", session.updated_at);
}

void write_consent(json::Writer& writer, const std::optional<store::Consent>& consent) {
  writer.name("consent");
  if (!consent) {
    writer.null();
    return;
  }
  writer.begin_object().field("confirmed_by", consent->by).field("confirmed_at", consent->at).end_object();
}

}  // namespace

void write_listed_session(json::Writer& writer, const service::ListedSession& listed) {
  writer.begin_object();
  write_stored(writer, listed.session);
  if (listed.content) {
    write_patient(writer, listed.content->patient);
  } else {
    writer.name("patient").null();
  }
  writer.end_object();
}

void write_session(json::Writer& writer, const service::ShownSession& shown) {
  writer.begin_object();
  write_stored(writer, shown.session);
  write_patient(writer, shown.content.patient);
  writer.field("context", shown.content.context).field("own", shown.own);
  write_consent(writer, shown.session.consent);
  write_refused(writer, shown.refused);
  write_actions(writer, shown.allowed_actions);
  writer.end_object();
}

Reply session_reply(int status, const service::ShownSession& shown) {
  std::string body;
  json::Writer writer(body);
  write_session(writer, shown);
  return json_with_etag(status, std::move(body), shown.session.revision);
}

}  // namespace rolecall::http
