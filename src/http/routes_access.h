// OpenID AuthZEN 1.0 (https://openid.net/specs/authorization-api-1_0.html): evaluation, evaluations, metadata.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> access_routes();

}  // namespace rolecall::http
