#include "base/crypto/password_pool.h"

#include <utility>

#include "base/crypto/init.h"

namespace rolecall::crypto {

PasswordPool::PasswordPool(Limits limits) : waiting_limit_(limits.waiting) {
  init();
  threads_.reserve(limits.threads);
  for (std::size_t i = 0; i < limits.threads; ++i) threads_.emplace_back([this] { run(); });
}

PasswordPool::~PasswordPool() {
  {
    const std::scoped_lock lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_all();
  threads_.clear();
}

Result<Done> PasswordPool::submit(std::move_only_function<void()> work) {
  {
    const std::scoped_lock lock(mutex_);
    if (queue_.size() >= waiting_limit_) {
      auto busy = fail(Code::throttled, "busy", "too many sign-ins at this moment, try again shortly");
      busy.error().retry_after_seconds = 1;
      return busy;
    }
    queue_.push_back(std::move(work));
  }
  wake_.notify_one();
  return Done{};
}

void PasswordPool::run() {
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

}  // namespace rolecall::crypto
