// The settings of a team.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> settings_routes();

}  // namespace rolecall::http
