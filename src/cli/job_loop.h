// Runs the due jobs again and again on a thread of its own until it is destroyed.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace rolecall::cli {

class JobLoop {
 public:
  using Jobs = std::function<void(const std::stop_token&)>;

  JobLoop(Jobs jobs, std::chrono::milliseconds pause)
      : thread_([this, jobs = std::move(jobs), pause](const std::stop_token& stop) { run(jobs, pause, stop); }) {}

 private:
  void run(const Jobs& jobs, std::chrono::milliseconds pause, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      jobs(stop);
      wake_.wait_for(lock, stop, pause, [] { return false; });
    }
  }

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // its end tells the round to stop, and waits for it
};

}  // namespace rolecall::cli
