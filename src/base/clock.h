// The only source of time. Everything else takes `now` as an argument or a Clock at construction.
#pragma once

#include <atomic>

#include "base/time.h"

namespace rolecall {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock, never stepping back within this process.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;

 private:
  mutable std::atomic<std::int64_t> latest_{0};
};

/// A clock that is set by hand: `--dev-clock` and tests. Ticks on from the set instant unless frozen. Thread-safe.
class ManualClock final : public Clock {
 public:
  enum class Mode { frozen, ticking };
  ManualClock(Instant start, Mode mode) { set(start, mode); }
  [[nodiscard]] Instant now() const override;
  void set(Instant now, Mode mode);
  [[nodiscard]] Mode mode() const { return frozen_.load() ? Mode::frozen : Mode::ticking; }

 private:
  std::atomic<bool> frozen_{true};
  std::atomic<std::int64_t> base_{0};  // frozen: the instant; ticking: its difference to the steady clock
};

}  // namespace rolecall
