// All that a team has, as a file for its owner.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> team_export_routes();

}  // namespace rolecall::http
