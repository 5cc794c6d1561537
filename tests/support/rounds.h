// How often a race is run. Knows nothing of what races.
#pragma once

#include <cstdlib>
#include <string_view>

namespace rolecall::testing {

/// 50 rounds in `make test`, 500 in `make test-long`, which sets ROLECALL_ROUNDS=long.
[[nodiscard]] inline int rounds() {
  const char* wanted = std::getenv("ROLECALL_ROUNDS");
  return wanted != nullptr && std::string_view(wanted) == "long" ? 500 : 50;
}

}  // namespace rolecall::testing
