#include "http/routes_settings.h"

#include "base/json_read.h"
#include "http/settings_json.h"
#include "http/team_json.h"
#include "service/settings/read_session_view.h"
#include "service/settings/update_settings.h"

namespace rolecall::http {
namespace {

constexpr std::string_view settings_path = "/api/v1/teams/{team}/settings";

Result<Reply> reply_with(const Result<service::SettingsView>& view) {
  if (!view) return std::unexpected(view.error());
  std::string body;
  json::Writer writer(body);
  write_settings(writer, *view);
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

Result<Reply> get_settings(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(service::get_settings(tx, environment, call.credential, call.id<TeamId>("team")));
}

Result<Reply> update_settings(store::Transaction& tx, const service::Environment& environment, const Call& call) {
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
  for (const auto& viewer : state->by.members) {
    writer.begin_object().field("id", viewer.member.id).field("name", viewer.member.name);
    write_actions(writer, "actions", viewer.readings);
    writer.end_object();
  }
  writer.end_array().field("more", state->by.more).name("consent_prompt").begin_object();
  writer.field("enabled", state->asks_consent).field("text", state->consent_text).end_object();
  writer.field("sign_out_minutes", state->sign_out_minutes).end_object();
  return json_reply(200, std::move(body));
}

}  // namespace

std::vector<Route> settings_routes() {
  using store::Kind;
  return {
      {Method::get, settings_path, Kind::read, get_settings},
      {Method::patch, settings_path, Kind::write, update_settings, Body::json},
      {Method::get, "/api/v1/teams/{team}/session-view", Kind::read, session_view},
  };
}

}  // namespace rolecall::http
