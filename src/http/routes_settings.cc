#include "http/routes_settings.h"

#include "base/json_read.h"
#include "http/team_json.h"
#include "http/why_json.h"
#include "policy/catalog.h"
#include "service/settings/read_session_view.h"
#include "service/settings/update_settings.h"

namespace rolecall::http {
namespace {

constexpr std::string_view settings_path = "/api/v1/teams/{team}/settings";

void write_session_view(json::Writer& writer, const service::SettingsRecord& record) {
  writer.name("session_view").begin_object().field("enabled", record.settings.session_view_enabled);
  writer.name("audience_roles").begin_array();
  for (const policy::Role role : record.settings.session_view_roles) writer.value(policy::name_of(role));
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

Result<Reply> reply_with(const Result<service::SettingsView>& view) {
  if (!view) return std::unexpected(view.error());
  const store::TeamSettings& settings = view->record.settings;
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  write_session_view(writer, view->record);
  writer.field("require_mfa", settings.require_mfa).name("consent_prompt").begin_object();
  writer.field("enabled", settings.consent_enabled).field("text", settings.consent_text).end_object();
  writer.field("content_footer", settings.content_footer).field("retention_days", settings.retention_days);
  write_waiting(writer, settings.retention_next);
  writer.field("emergency_access", settings.emergency_access).field("sign_out_minutes", settings.sign_out_minutes);
  write_locks(writer, *view);
  write_actions(writer, view->allowed_actions);
  writer.end_object();
  return json_with_etag(200, std::move(body), view->revision);
}

/// A setting gives no grants and costs nothing.
Reply preview_reply(const service::SettingsPreview& preview) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().raw_field("gained", "[]").raw_field("lost", "[]").name("sessions").begin_object();
  writer.field("readable_before", preview.sessions.before)
      .field("readable_after", preview.sessions.after)
      .field("clinicians", preview.sessions.clinicians)
      .end_object();
  writer.field("price", nullptr).field("warnings", preview.warnings).end_object();
  return json_reply(200, std::move(body));
}

Result<Reply> get(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(service::get_settings(tx, environment, call.credential, call.id<TeamId>("team")));
}

Result<Reply> update(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto draft = json::read<service::SettingsDraft>(call.body->root());
  if (!draft) return std::unexpected(draft.error());
  const service::UpdateSettings request{call.id<TeamId>("team"), std::move(*draft), call.if_match()};
  if (!call.is_dry_run()) return reply_with(service::update_settings(tx, environment, call.credential, request));
  const auto preview = service::preview_settings(tx, environment, call.credential, request);
  if (!preview) return std::unexpected(preview.error());
  return preview_reply(*preview);
}

Result<Reply> session_view(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto state = service::read_session_view(tx, environment, call.credential, call.id<TeamId>("team"));
  if (!state) return std::unexpected(state.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object().field("enabled", state->enabled).field("viewable", !state->by.members.empty()).name("by").begin_array();
  for (const auto& member : state->by.members) {
    writer.begin_object().field("id", member.id).field("name", member.name).end_object();
  }
  writer.end_array()
      .field("more", state->by.more)
      .field("include_transcripts", state->include_transcripts)
      .name("consent_prompt")
      .begin_object();
  writer.field("enabled", state->asks_consent).field("text", state->consent_text).end_object();
  writer.field("sign_out_minutes", state->sign_out_minutes).end_object();
  return json_reply(200, std::move(body));
}

}  // namespace

std::vector<Route> settings_routes() {
  using store::Kind;
  return {
      {Method::get, settings_path, Kind::read, get},
      {Method::patch, settings_path, Kind::write, update, Body::json},
      {Method::get, "/api/v1/teams/{team}/session-view", Kind::read, session_view},
  };
}

}  // namespace rolecall::http
