// A process that is killed while it writes loses nothing that it acknowledged, on both stores.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

#include "running.h"
#include "support/postgres_cluster.h"

namespace rolecall::testing {
namespace {

using namespace store;

class Crash : public ::testing::TestWithParam<Which> {};

/// Writes numbers for ever and tells each one after its commit. Runs in the child: never returns.
[[noreturn]] void write_and_tell(const TestDatabase& database, int pipe, int round) {
  const SystemClock clock;
  const auto store = database.open(clock);
  for (std::int64_t number = round * 1'000'000;; ++number) {
    run(
        *store, Kind::write,
        [number](Transaction& tx) -> Result<Done> {
          execute(tx, "INSERT INTO installation(name, value) VALUES ($1, 'v')", std::to_string(number));
          return Done{};
        },
        [pipe, number](std::exception_ptr fault, std::optional<Result<Done>>) {
          if (fault || ::write(pipe, &number, sizeof number) != sizeof number) ::_exit(1);
        });
    if (number % 32 == 0) run_in(*store, Kind::write, [](Transaction&) {});
  }
}

/// The numbers that a child acknowledged before it was killed after `most` of them.
std::vector<std::int64_t> kill_after(const TestDatabase& database, int round, std::size_t most) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) write_and_tell(database, ends[1], round);
  ::close(ends[1]);
  std::vector<std::int64_t> acknowledged;
  std::int64_t number = 0;
  while (acknowledged.size() < most && ::read(ends[0], &number, sizeof number) == sizeof number) acknowledged.push_back(number);
  ::kill(child, SIGKILL);
  while (::read(ends[0], &number, sizeof number) == sizeof number) acknowledged.push_back(number);
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return acknowledged;
}

TEST_P(Crash, loses_nothing_that_was_acknowledged) {
  const TestDatabase database(GetParam());
  std::mt19937 random(20260301);
  std::vector<std::int64_t> acknowledged;
  for (int round = 0; round < 20; ++round) {
    const auto told = kill_after(database, round, 1 + random() % 400);
    EXPECT_FALSE(told.empty());
    acknowledged.insert(acknowledged.end(), told.begin(), told.end());
  }
  const SystemClock clock;
  const auto store = database.open(clock);
  reading(*store, [&](Transaction& tx) {
    for (const std::int64_t number : acknowledged) {
      EXPECT_TRUE(query(tx, "SELECT 1 FROM installation WHERE name = $1", std::to_string(number)).next()) << number;
    }
  });
}

ROLECALL_ON_BOTH_STORES(Crash);

}  // namespace
}  // namespace rolecall::testing
