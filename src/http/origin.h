// Keeps other sites from acting with a user's cookie: SPEC section 9, "Origin/Sec-Fetch-Site check".
#pragma once

#include <string_view>

#include "base/result.h"
#include "http/request.h"

namespace rolecall::http {

/// Passes safe methods and requests with a bearer key, which no foreign page can send. Otherwise `Origin` must be the public
/// address or, without it, `Sec-Fetch-Site` must be `same-origin` or `none`. Errors (denied): `origin_missing`,
/// `origin_refused`.
[[nodiscard]] Result<Done> check_origin(const Request& request, std::string_view public_url);

}  // namespace rolecall::http
