// /me: who asks, the own name, export and deletion of the own account.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> me_routes();

}  // namespace rolecall::http
