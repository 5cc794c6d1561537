// If-Match on updates: whoever changes what he saw must have seen the present. Knows nothing of HTTP.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"

namespace rolecall::service {

/// Success when nothing was expected. Error: stale when the expected revision is another than the present one (SPEC section 9).
[[nodiscard]] inline Result<Done> check_revision(const std::optional<std::string>& expected, std::int64_t present) {
  if (!expected || *expected == std::to_string(present)) return Done{};
  return fail(Code::stale, "stale", "somebody changed this meanwhile; look at it again and repeat");
}

}  // namespace rolecall::service
