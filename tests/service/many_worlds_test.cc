// One policy, many readings, in very many small worlds. One in a hundred is read in every way, the others in all that cost
// little.
#include "service/worlds/many_worlds.h"

#include <mutex>

#include "service/worlds/reached.h"
#include "service/worlds/readings.h"

namespace rolecall::testing::worlds {
namespace {

constexpr std::uint64_t usual = 100'000;
constexpr std::uint64_t every_reading_in = 100;
constexpr std::uint64_t one_on_postgres_of = 200;

/// What is reached is noted in one world of twenty, and has to be all when there are this many.
constexpr std::uint64_t noted_in = 20;
constexpr std::uint64_t enough_to_reach_all = 20'000;

void read(const Loaded& loaded) {
  const auto read_one = loaded.seed % every_reading_in == 0 ? read_all : read_cheaply;
  for (const Scene& scene : scenes_of(loaded)) read_one(scene);
}

class ManyWorldsTest : public ::testing::TestWithParam<Which> {
 protected:
  void note(const Loaded& loaded) {
    if (loaded.seed % noted_in != 0) return;
    const std::lock_guard lock(mutex_);
    reached_.note(loaded.world);
  }
  [[nodiscard]] const Reached& reached() const { return reached_; }

 private:
  std::mutex mutex_;
  Reached reached_;
};

TEST_P(ManyWorldsTest, are_read_alike_and_come_to_every_grant_and_rule) {
  const Seeds seeds = seeds_wanted(usual, GetParam() == Which::sqlite ? 1 : one_on_postgres_of);
  const auto found = first_finding({GetParam(), seeds, [&](const Loaded& loaded) {
                                      note(loaded);
                                      read(loaded);
                                    }});
  ASSERT_FALSE(found) << found->text;
  if (seeds.count >= enough_to_reach_all) {
    EXPECT_EQ(reached().missing(), std::vector<std::string>{});
  }
}

INSTANTIATE_TEST_SUITE_P(on, ManyWorldsTest, ::testing::Values(Which::sqlite, Which::postgres),
                         [](const auto& instance) { return name_of(instance.param); });

}  // namespace
}  // namespace rolecall::testing::worlds
