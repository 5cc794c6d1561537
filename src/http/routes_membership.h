// What changes a membership: roles, suspend, reactivate, remove, leave, reinstate, sign out everywhere.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> membership_routes();

}  // namespace rolecall::http
