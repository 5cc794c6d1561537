// The bounded queue between the threads that bring work to a store and the threads that run it.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <vector>

#include "store/store.h"

namespace rolecall::store {

struct Job {
  Store::Work work;
  Store::Finished finished;
  std::exception_ptr fault = nullptr;

  /// INVARIANT: `finished` does not throw; there would be nobody to tell.
  void finish() noexcept { finished(std::move(fault)); }
};

class JobQueue {
 public:
  explicit JobQueue(std::size_t limit) : limit_(limit) {}

  /// A full or closed queue finishes the job at once, on this thread, with Overloaded.
  void push(Job job);
  /// Waits for work; up to `most` jobs in the order of their arrival, none once the queue is closed and empty.
  [[nodiscard]] std::vector<Job> take(std::size_t most);
  /// What is queued is still handed out.
  void close();

 private:
  bool try_push(Job& job);

  const std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Job> jobs_;
  bool is_closed_ = false;
};

}  // namespace rolecall::store
