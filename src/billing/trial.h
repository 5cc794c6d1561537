// The trial as money sees it: from when a seat that was added during it costs something. Who may start one is policy's.
#pragma once

#include <optional>

#include "base/time.h"

namespace rolecall::billing {

/// [started_at, ends_at).
struct Trial {
  Instant started_at;
  Instant ends_at;
  bool operator==(const Trial&) const = default;
  [[nodiscard]] bool is_running(Instant t) const { return started_at <= t && t < ends_at; }
};

/// From when a seat is paid that is added at `added_at` while `trial` is known: from then, or from the end of the trial when it
/// is running. Remember the answer with the seat (see SeatChange). Seats added before the trial run on as paid. Source: SPEC
/// section 6.
[[nodiscard]] Instant charged_from(const std::optional<Trial>& trial, Instant added_at);

}  // namespace rolecall::billing
