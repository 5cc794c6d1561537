// The roles of a team with what each grants, and its custom roles.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> role_routes();

}  // namespace rolecall::http
