#include "http/routes_settings.h"

#include "base/json_read.h"
#include "http/team_json.h"
#include "http/why_json.h"
#include "policy/catalog.h"
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
  constexpr std::array<std::string_view, service::setting_count> names{"session_view",   "require_mfa",    "consent_prompt",
                                                                       "content_footer", "retention_days", "emergency_access"};
  writer.name("locks").begin_object();
  for (std::size_t i = 0; i < names.size(); ++i) {
    writer.name(names[i]);
    write_why(writer, view.locks[i]);
  }
  writer.end_object();
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
  writer.field("content_footer", settings.content_footer)
      .field("retention_days", settings.retention_days)
      .field("emergency_access", settings.emergency_access);
  write_locks(writer, *view);
  write_actions(writer, view->allowed_actions);
  writer.end_object();
  return json_with_etag(200, std::move(body), view->revision);
}

/// There are no clinical sessions yet, so nobody gains or loses any; a setting costs nothing.
Reply preview_reply(const std::vector<std::string>& warnings) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().raw_field("gained", "[]").raw_field("lost", "[]").name("sessions").begin_object();
  writer.field("readable_before", 0).field("readable_after", 0).field("clinicians", 0).end_object();
  writer.field("price", nullptr).field("warnings", warnings).end_object();
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
  const auto warnings = service::preview_settings(tx, environment, call.credential, request);
  if (!warnings) return std::unexpected(warnings.error());
  return preview_reply(*warnings);
}

}  // namespace

std::vector<Route> settings_routes() {
  using store::Kind;
  return {
      {Method::get, settings_path, Kind::read, get},
      {Method::patch, settings_path, Kind::write, update, Body::json},
  };
}

}  // namespace rolecall::http
