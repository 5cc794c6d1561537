// /me/notices: what the portal has told the caller, and what was read of it.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> notice_routes();

}  // namespace rolecall::http
