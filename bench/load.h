// A closed loop of connections: each asks its next question when it has the answer to the last one.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "dialogue.h"

namespace rolecall::bench {

/// How long a run takes; whatever comes first, or until nobody has anything left to ask.
struct RunLimit {
  std::chrono::milliseconds time{60'000};
  std::optional<std::size_t> operations;
};

struct Timings {
  std::vector<float> microseconds;  // of each operation, sorted
  std::chrono::duration<double> elapsed{};

  [[nodiscard]] double per_second() const { return static_cast<double>(microseconds.size()) / elapsed.count(); }
  /// `share` from 0 to 1: 0.99 is the 99th percentile. In milliseconds.
  [[nodiscard]] double percentile(double share) const;
};

class Load {
 public:
  /// Connects to that port of this machine.
  Load(std::uint16_t port, Dialogues dialogues);
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;
  ~Load();

  /// Operations that have begun when the limit is reached are finished and counted. May be called again. Throws
  /// std::runtime_error with the answer when it is not a success.
  Timings run(RunLimit limit);

 private:
  class Connection;
  int epoll_ = -1;
  std::vector<std::unique_ptr<Connection>> connections_;
};

}  // namespace rolecall::bench
