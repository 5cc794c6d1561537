// Runs the due jobs again and again on a thread of its own until it is destroyed.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace rolecall::cli {

class JobLoop {
 public:
  JobLoop(std::function<void()> jobs, std::chrono::milliseconds pause)
      : thread_([this, jobs = std::move(jobs), pause] { run(jobs, pause); }) {}
  JobLoop(const JobLoop&) = delete;
  JobLoop& operator=(const JobLoop&) = delete;
  ~JobLoop() {
    {
      const std::lock_guard lock(mutex_);
      is_stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

 private:
  void run(const std::function<void()>& jobs, std::chrono::milliseconds pause) {
    std::unique_lock lock(mutex_);
    while (!is_stopping_) {
      lock.unlock();
      jobs();
      lock.lock();
      wake_.wait_for(lock, pause, [this] { return is_stopping_; });
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace rolecall::cli
