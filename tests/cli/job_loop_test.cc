#include "cli/job_loop.h"

#include <gtest/gtest.h>

#include <latch>

namespace rolecall::cli {
namespace {

TEST(JobLoop, tells_the_round_that_runs_to_stop) {
  std::latch begun(1);
  int rounds = 0;
  {
    const JobLoop loop(
        [&](const std::stop_token& stop) {
          ++rounds;
          std::mutex mutex;
          std::condition_variable_any told;
          std::unique_lock lock(mutex);
          begun.count_down();
          told.wait(lock, stop, [] { return false; });
        },
        std::chrono::hours(1));
    begun.wait();
  }
  EXPECT_EQ(rounds, 1);
}

}  // namespace
}  // namespace rolecall::cli
