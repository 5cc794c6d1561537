#include "base/work_pool.h"

#include <gtest/gtest.h>

#include <atomic>

namespace rolecall {
namespace {

TEST(WorkPool, finishes_what_it_accepted_when_it_closes_and_refuses_what_comes_later) {
  WorkPool pool({.threads = 2, .waiting = 100, .when_full = "too many"});
  std::atomic<int> done = 0;
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(pool.submit([&done] { ++done; }));
  pool.close();
  EXPECT_EQ(done, 50);
  const auto late = pool.submit([&done] { ++done; });
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::throttled);
  EXPECT_EQ(late.error().detail, "too many");
  EXPECT_EQ(done, 50);
}

}  // namespace
}  // namespace rolecall
