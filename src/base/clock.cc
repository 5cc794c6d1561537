#include "base/clock.h"

#include <chrono>

namespace rolecall {
namespace {

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

Instant SystemClock::now() const {
  const auto wall =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  std::int64_t latest = latest_.load(std::memory_order_relaxed);
  while (wall > latest && !latest_.compare_exchange_weak(latest, wall, std::memory_order_relaxed)) {
  }
  return {wall > latest ? wall : latest};
}

void ManualClock::set(Instant now, Mode mode) {
  frozen_.store(mode == Mode::frozen);
  base_.store(mode == Mode::frozen ? now.ms : now.ms - steady_ms());
}

Instant ManualClock::now() const { return {frozen_.load() ? base_.load() : base_.load() + steady_ms()}; }

}  // namespace rolecall
