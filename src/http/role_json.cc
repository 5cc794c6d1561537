#include "http/role_json.h"

#include "http/team_json.h"
#include "policy/catalog.h"
#include "policy/explain.h"

namespace rolecall::http {

void write_grants(json::Writer& writer, const policy::GrantSet& grants) {
  writer.name("grants").begin_array();
  for (const policy::GrantId id : grants) {
    const policy::Grant& grant = policy::grant_at(id);
    writer.begin_object()
        .field("action", policy::name_of(grant.action))
        .field("scope", policy::name_of(grant.scope))
        .field("sentence", policy::sentence_of(id))
        .end_object();
  }
  writer.end_array();
}

void write_custom_role(json::Writer& writer, const service::CustomRoleView& view) {
  writer.begin_object()
      .field("id", view.role.id)
      .field("name", view.role.name)
      .field("family", policy::name_of(view.role.family))
      .field("built_in", false)
      .field("description", "A custom role of the team.");
  write_grants(writer, view.role.grants);
  write_actions(writer, view.allowed_actions);
  writer.end_object();
}

}  // namespace rolecall::http
