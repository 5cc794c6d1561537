// A bounded pool of threads for work that takes its time, so that it stalls neither I/O threads nor the store's.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"

namespace rolecall {

class WorkPool {
 public:
  struct Limits {
    std::size_t threads = 1;
    std::size_t waiting = 64;
    std::string when_full = "too much of this is being worked on at this moment, try again shortly";
  };

  WorkPool() : WorkPool(Limits{}) {}
  explicit WorkPool(Limits limits);
  ~WorkPool() { close(); }
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  /// Runs `work` soon on a thread of the pool. Error: `throttled` (`busy`, with retry_after_seconds) when the queue is full.
  /// INVARIANT: `work` does not throw; it hands its result to where the request goes on.
  [[nodiscard]] Result<Done> submit(std::move_only_function<void()> work);

  /// Finishes what was accepted and ends the threads; refuses what comes later.
  void close();

 private:
  void run();

  Limits limits_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::move_only_function<void()>> queue_;
  bool is_stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace rolecall
