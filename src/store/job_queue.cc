#include "store/job_queue.h"

#include "store/fault.h"

namespace rolecall::store {

bool JobQueue::try_push(Job& job) {
  const std::lock_guard lock(mutex_);
  if (is_closed_ || jobs_.size() >= limit_) return false;
  jobs_.push_back(std::move(job));
  return true;
}

void JobQueue::push(Job job) {
  if (try_push(job)) return arrived_.notify_one();
  job.fault = std::make_exception_ptr(Overloaded("too much work is waiting for the database"));
  job.finish();
}

std::vector<Job> JobQueue::take(std::size_t most) {
  std::vector<Job> taken;
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [this] { return is_closed_ || !jobs_.empty(); });
  while (!jobs_.empty() && taken.size() < most) {
    taken.push_back(std::move(jobs_.front()));
    jobs_.pop_front();
  }
  return taken;
}

void JobQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  arrived_.notify_all();
}

}  // namespace rolecall::store
