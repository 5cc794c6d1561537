// Instants in tests are written as RFC 3339.
#pragma once

#include <string_view>

#include "base/time.h"

namespace rolecall::billing {

inline Instant at(std::string_view text) { return parse_rfc3339(text).value(); }

}  // namespace rolecall::billing
