#include "base/work_pool.h"

#include <utility>

namespace rolecall {

WorkPool::WorkPool(Limits limits) : limits_(std::move(limits)) {
  threads_.reserve(limits_.threads);
  for (std::size_t i = 0; i < limits_.threads; ++i) threads_.emplace_back([this] { run(); });
}

void WorkPool::close() {
  {
    const std::scoped_lock lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_all();
  threads_.clear();
}

Result<Done> WorkPool::submit(std::move_only_function<void()> work) {
  {
    const std::scoped_lock lock(mutex_);
    if (is_stopping_ || queue_.size() >= limits_.waiting) {
      auto busy = fail(Code::throttled, "busy", limits_.when_full);
      busy.error().retry_after_seconds = 1;
      return busy;
    }
    queue_.push_back(std::move(work));
  }
  wake_.notify_one();
  return Done{};
}

void WorkPool::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    auto work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    work();
    work = nullptr;
    lock.lock();
  }
}

}  // namespace rolecall
