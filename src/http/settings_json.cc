#include "http/settings_json.h"

#include "http/team_json.h"
#include "http/why_json.h"
#include "policy/catalog.h"

namespace rolecall::http {
namespace {

void write_session_view(json::Writer& writer, const service::SettingsRecord& record) {
  writer.name("session_view").begin_object().field("enabled", record.settings.session_view_enabled);
  writer.name("audience_roles").begin_array();
  for (const policy::Role role : record.settings.session_view_roles) writer.value(policy::name_of(role));
  for (const RoleId& role : record.audience_custom_roles) writer.value(role);
  writer.end_array()
      .field("audience_members", record.audience_members)
      .field("include_transcripts", record.settings.session_view_transcripts)
      .end_object();
}

void write_locks(json::Writer& writer, const service::SettingsView& view) {
  writer.name("locks").begin_object();
  for (std::size_t i = 0; i < service::setting_count; ++i) {
    writer.name(service::setting_names[i]);
    write_why(writer, view.locks[i]);
  }
  writer.end_object();
}

void write_waiting(json::Writer& writer, const std::optional<store::WaitingRetention>& next) {
  writer.name("retention_next");
  if (!next) {
    writer.null();
    return;
  }
  writer.begin_object().field("days", next->days).field("from", next->from).end_object();
}

}  // namespace

void write_settings(json::Writer& writer, const service::SettingsView& view) {
  const store::TeamSettings& settings = view.record.settings;
  writer.begin_object();
  write_session_view(writer, view.record);
  writer.field("require_mfa", settings.require_mfa).name("consent_prompt").begin_object();
  writer.field("enabled", settings.consent_enabled).field("text", settings.consent_text).end_object();
  writer.field("content_footer", settings.content_footer).field("retention_days", settings.retention_days);
  write_waiting(writer, settings.retention_next);
  writer.field("emergency_access", settings.emergency_access).field("sign_out_minutes", settings.sign_out_minutes);
  write_locks(writer, view);
  write_actions(writer, view.allowed_actions);
  writer.end_object();
}

}  // namespace rolecall::http
