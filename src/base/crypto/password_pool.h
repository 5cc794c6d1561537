// A bounded pool of threads for password hashing, so that sign-ins never stall other requests (SPEC section 3).
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.h"

namespace rolecall::crypto {

class PasswordPool {
 public:
  struct Limits {
    std::size_t threads = 1;  // each needs 19 MiB while it hashes
    std::size_t waiting = 64;
  };

  PasswordPool() : PasswordPool(Limits{}) {}
  explicit PasswordPool(Limits limits);
  /// Finishes what was accepted, then ends the threads.
  ~PasswordPool();
  PasswordPool(const PasswordPool&) = delete;
  PasswordPool& operator=(const PasswordPool&) = delete;

  /// Runs `work` soon on a thread of the pool. Error: `throttled` (`busy`, with retry_after_seconds) when the queue is full.
  /// INVARIANT: `work` does not throw; it hands its result to where the request goes on.
  [[nodiscard]] Result<Done> submit(std::move_only_function<void()> work);

 private:
  void run();

  std::size_t waiting_limit_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::move_only_function<void()>> queue_;
  bool is_stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace rolecall::crypto
