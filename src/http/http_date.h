// The date format of HTTP headers.
#pragma once

#include <string>

#include "base/time.h"

namespace rolecall::http {

/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7).
[[nodiscard]] std::string http_date(Instant instant);

}  // namespace rolecall::http
