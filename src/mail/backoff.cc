#include "mail/backoff.h"

#include <array>
#include <cstddef>

namespace rolecall::mail {
namespace {

/// Together 47 hours and 43 minutes.
constexpr std::array<Duration, 10> waits = {seconds(30), minutes(2), minutes(10), minutes(30), hours(1),
                                            hours(2),    hours(4),   hours(8),    hours(12),   hours(20)};

}  // namespace

std::optional<Instant> next_attempt(int attempts_made, Instant now) {
  const auto index = static_cast<std::size_t>(attempts_made < 1 ? 0 : attempts_made - 1);
  if (index >= waits.size()) return std::nullopt;
  return now + waits.at(index);
}

}  // namespace rolecall::mail
