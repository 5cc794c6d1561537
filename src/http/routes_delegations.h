// /api/v1/teams/{team}/delegations: who works on whose sessions, and for how long.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> delegation_routes();

}  // namespace rolecall::http
