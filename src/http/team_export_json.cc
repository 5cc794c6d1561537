#include "http/team_export_json.h"

#include "http/member_json.h"
#include "http/role_json.h"
#include "http/session_json.h"
#include "http/settings_json.h"
#include "http/team_json.h"
#include "http/template_json.h"
#include "http/text_json.h"
#include "http/transcript_json.h"
#include "http/why_json.h"

namespace rolecall::http {
namespace {

constexpr int format = 1;

/// Writes the object that the line holds, and gives its kind.
class Line {
 public:
  explicit Line(json::Writer& writer) : writer_(writer) {}

  void operator()(const service::TeamView& team) { write_team(begin("team"), team); }
  void operator()(const service::SettingsView& settings) { write_settings(begin("settings"), settings); }
  void operator()(const service::MemberView& member) { write_member(begin("member"), member); }
  void operator()(const service::CustomRoleView& role) { write_custom_role(begin("role"), role); }
  void operator()(const service::ShownTemplate& one) { write_template(begin("template"), one); }
  void operator()(const service::ShownSession& session) { write_session(begin("session"), session); }
  void operator()(const service::ShownTranscript& transcript) { write_transcript(begin("transcript"), transcript); }
  void operator()(const service::ShownText& text) {
    write_text(begin(text.text.kind == store::TextKind::note ? "note" : "document"), text);
  }
  void operator()(const service::Withheld& withheld) {
    begin("withheld").begin_object().field("kind", withheld.kind).field("id", withheld.id).field("session", withheld.session);
    writer_.field("code", withheld.why ? "denied" : "content_damaged").name("why");
    write_why(writer_, withheld.why);
    writer_.end_object();
  }

 private:
  json::Writer& begin(std::string_view kind) { return writer_.begin_object().field("kind", kind).name(kind); }

  json::Writer& writer_;
};

void write_numbers(json::Writer& writer, const service::TeamExport& reached) {
  writer.field("sessions", reached.sessions).field("sessions_withheld", reached.sessions_withheld);
}

}  // namespace

void append_line(std::string& out, const service::ExportItem& item) {
  json::Writer writer(out);
  std::visit(Line(writer), item);
  writer.end_object();
  out.push_back('\n');
}

void append_first_line(std::string& out, const service::TeamExport& begun) {
  json::Writer writer(out);
  writer.begin_object().field("kind", "export").name("export").begin_object();
  writer.field("format", format).field("team", begun.team).field("member", begun.by).field("at", begun.begun_at);
  writer.end_object().end_object();
  out.push_back('\n');
}

void append_last_line(std::string& out, const service::TeamExport& finished, Instant at) {
  json::Writer writer(out);
  writer.begin_object().field("kind", "end").name("end").begin_object().field("complete", true).field("at", at);
  write_numbers(writer, finished);
  writer.end_object().end_object();
  out.push_back('\n');
}

void append_stopped_line(std::string& out, const service::TeamExport& reached, const Error& error) {
  json::Writer writer(out);
  writer.begin_object().field("kind", "end").name("end").begin_object().field("complete", false);
  write_numbers(writer, reached);
  writer.field("code", error.name).field("detail", error.detail).name("why");
  write_why(writer, error.refusal);
  writer.end_object().end_object();
  out.push_back('\n');
}

}  // namespace rolecall::http
