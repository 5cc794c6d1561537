// /api/v1/teams/{team}/sessions/{session}/access and …/openings: who can open a session, and who did.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> session_access_routes();

}  // namespace rolecall::http
