// /api/v1/teams/{team}/sessions/{session}/shares: giving a colleague one session and taking it back.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> share_routes();

}  // namespace rolecall::http
