// The API keys of a team. The key itself is in one answer only.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> api_key_routes();

}  // namespace rolecall::http
