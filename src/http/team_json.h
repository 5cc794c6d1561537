// A team as JSON (api/openapi.yaml, Team).
#pragma once

#include <string_view>

#include "base/json_write.h"
#include "http/reply.h"
#include "service/teams/team_view.h"

namespace rolecall::http {

/// `"allowed_actions":["team.read",…]`.
void write_actions(json::Writer& writer, const policy::ActionSet& actions);
/// The same under another name.
void write_actions(json::Writer& writer, std::string_view field, const policy::ActionSet& actions);
void write_team(json::Writer& writer, const service::TeamView& view);
/// The team alone, with its revision as ETag.
[[nodiscard]] Reply team_reply(int status, const service::TeamView& view);

}  // namespace rolecall::http
