// /teams: found, list, read, rename, delete, restore, hand over.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> team_routes();

}  // namespace rolecall::http
