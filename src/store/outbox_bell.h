// Tells the sender of mails that a transaction with new mails is committed.
#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace rolecall::store {

class OutboxBell {
 public:
  /// Empty: nobody listens any more; when this returns, no call of the former listener is running.
  void set(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
  }
  void ring() {
    const std::lock_guard lock(mutex_);
    if (wake_) wake_();
  }

 private:
  std::mutex mutex_;
  std::function<void()> wake_;
};

}  // namespace rolecall::store
