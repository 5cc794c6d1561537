#include "http/team_json.h"

#include "http/api.h"
#include "http/member_json.h"
#include "policy/catalog.h"

namespace rolecall::http {
namespace {

void write_ref(json::Writer& writer, const service::MemberRef& member) {
  writer.begin_object().field("id", member.id).field("name", member.name).end_object();
}

void write_transfer(json::Writer& writer, const std::optional<service::TeamView::Transfer>& transfer) {
  writer.name("ownership_transfer");
  if (!transfer) {
    writer.null();
    return;
  }
  writer.begin_object().name("member");
  write_ref(writer, transfer->to);
  writer.field("expires_at", transfer->expires_at).end_object();
}

std::optional<Instant> restore_until(const store::Team& team) {
  return team.deleted_at ? std::optional(*team.deleted_at + service::restore_period) : std::nullopt;
}

}  // namespace

void write_actions(json::Writer& writer, const policy::ActionSet& actions) { write_actions(writer, "allowed_actions", actions); }

void write_actions(json::Writer& writer, std::string_view field, const policy::ActionSet& actions) {
  writer.name(field).begin_array();
  for (const policy::Action action : actions) writer.value(policy::name_of(action));
  writer.end_array();
}

void write_team(json::Writer& writer, const service::TeamView& view) {
  writer.begin_object().field("id", view.team.id).field("name", view.team.name).name("owner_member");
  write_ref(writer, view.owner);
  writer.field("status", view.team.deleted_at ? "deleted" : "active")
      .field("plan", view.team.plan)
      .field("created_at", view.team.created_at)
      .name("my_member");
  write_member(writer, view.my_member);
  write_actions(writer, view.allowed_actions);
  writer.field("deleted_at", view.team.deleted_at).field("restore_until", restore_until(view.team));
  writer.field("held_sessions", view.held_sessions);
  write_transfer(writer, view.transfer);
  writer.field("reviews_waiting", view.reviews_waiting).end_object();
}

Reply team_reply(int status, const service::TeamView& view) {
  std::string body;
  json::Writer writer(body);
  write_team(writer, view);
  return json_with_etag(status, std::move(body), view.team.revision);
}

}  // namespace rolecall::http
