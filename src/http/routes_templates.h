// /api/v1/teams/{team}/templates: templates, their versions and previews. Proposals are routes_proposals.h.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> template_routes();

}  // namespace rolecall::http
