// /api/v1/teams/{team}/templates/proposals: what members would like the team's templates to be.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> proposal_routes();

}  // namespace rolecall::http
