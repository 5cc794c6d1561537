// /api/v1/teams/{team}/emergency: break-glass, and its review.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> emergency_routes();

}  // namespace rolecall::http
