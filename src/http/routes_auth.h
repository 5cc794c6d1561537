// /auth: register, verify, sign in and out, own logins, password, second factor.
#pragma once

#include <vector>

#include "http/api.h"

namespace rolecall::http {

[[nodiscard]] std::vector<Route> auth_routes();

}  // namespace rolecall::http
