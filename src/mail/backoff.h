// When a mail that did not leave is tried again. Pure.
#pragma once

#include <optional>

#include "base/time.h"

namespace rolecall::mail {

/// After `attempts_made` (>= 1) failed ones, the last at `now`: soon at first, then ever later; nothing after about two days.
[[nodiscard]] std::optional<Instant> next_attempt(int attempts_made, Instant now);

}  // namespace rolecall::mail
