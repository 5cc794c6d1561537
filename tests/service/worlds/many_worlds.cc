#include "service/worlds/many_worlds.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <ctime>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace rolecall::testing::worlds {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds between_lines{30};
constexpr double all_of_them = 10'000'000;  // what `make worlds` looks at

std::string in_words(double seconds) {
  const auto minutes = static_cast<std::int64_t>(seconds / 60);
  if (minutes < 2) return std::to_string(static_cast<std::int64_t>(seconds)) + " s";
  return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
}

class Progress {
 public:
  explicit Progress(const ManyWorlds& worlds) : worlds_(worlds) {}

  void add_one() { ++done_; }
  void print_first() const {
    std::printf("%s: %llu worlds from seed %llu on\n", name_of(worlds_.which).c_str(), as_printed(worlds_.seeds.count),
                as_printed(worlds_.seeds.first));
    std::fflush(stdout);
  }
  void print_so_far() const {
    const std::uint64_t left = worlds_.seeds.count - done_;
    std::printf("%s: %llu worlds done, %llu left, %.0f a second, %s to go\n", name_of(worlds_.which).c_str(), as_printed(done_),
                as_printed(left), rate(), in_words(static_cast<double>(left) / rate()).c_str());
    std::fflush(stdout);
  }
  void print_in_the_end(std::size_t threads) const {
    const double cpu = static_cast<double>(std::clock() - cpu_before_) / CLOCKS_PER_SEC;
    std::printf(
        "%s: %llu worlds from seed %llu on, in %s on %zu threads: %.0f a second, %.2f ms of CPU each; 10 million would take %s\n",
        name_of(worlds_.which).c_str(), as_printed(done_), as_printed(worlds_.seeds.first), in_words(seconds()).c_str(), threads,
        rate(), cpu * 1000 / static_cast<double>(done_at_least_one()), in_words(all_of_them / rate()).c_str());
    std::fflush(stdout);
  }

 private:
  static unsigned long long as_printed(std::uint64_t number) { return number; }
  [[nodiscard]] std::uint64_t done_at_least_one() const { return std::max<std::uint64_t>(done_, 1); }
  [[nodiscard]] double seconds() const { return std::chrono::duration<double>(Steady::now() - began_).count(); }
  [[nodiscard]] double rate() const { return static_cast<double>(done_at_least_one()) / seconds(); }

  const ManyWorlds& worlds_;
  Steady::time_point began_ = Steady::now();
  std::clock_t cpu_before_ = std::clock();  // of the program: a database server's is not in it
  std::atomic<std::uint64_t> done_ = 0;
};

class Crew {
 public:
  explicit Crew(const ManyWorlds& worlds) : worlds_(worlds), progress_(worlds) {
    const std::uint64_t cores = std::max(1U, std::thread::hardware_concurrency());
    const std::uint64_t threads = std::min(cores, worlds.seeds.count);
    // The stores are made one after the other: what the test program keeps of them is not for several threads.
    for (std::uint64_t i = 0; i < threads; ++i) stores_.emplace_back(worlds.which);
  }

  std::optional<Finding> run() {
    progress_.print_first();
    std::deque<std::jthread> threads;
    working_ = stores_.size();
    for (std::size_t i = 0; i < stores_.size(); ++i) threads.emplace_back([this, i] { work(i); });
    wait();
    threads.clear();
    progress_.print_in_the_end(stores_.size());
    if (fault_) std::rethrow_exception(fault_);
    if (!failing_) return std::nullopt;
    return stores_.front().finding(*failing_, WorldSize::small, worlds_.check);
  }

 private:
  [[nodiscard]] Seeds share_of(std::size_t thread) const {
    const auto& [first, count] = worlds_.seeds;
    const std::uint64_t begin = count * thread / stores_.size();
    const std::uint64_t end = count * (thread + 1) / stores_.size();
    return {first + begin, end - begin};
  }

  void work(std::size_t thread) {
    const auto goes_on = [this] {
      progress_.add_one();
      return !has_ended_;
    };
    std::optional<std::uint64_t> failing;
    std::exception_ptr fault;
    try {
      failing = stores_[thread].first_failing(share_of(thread), WorldSize::small, worlds_.check, goes_on);
    } catch (...) {
      fault = std::current_exception();
    }
    end(failing, fault);
  }

  void end(const std::optional<std::uint64_t>& failing, const std::exception_ptr& fault) {
    const std::lock_guard lock(mutex_);
    if (failing) failing_ = failing;
    if (fault) fault_ = fault;
    if (failing || fault) has_ended_ = true;
    --working_;
    finished_.notify_one();
  }

  void wait() {
    std::unique_lock lock(mutex_);
    while (!finished_.wait_for(lock, between_lines, [this] { return working_ == 0; })) progress_.print_so_far();
  }

  const ManyWorlds& worlds_;
  Progress progress_;
  std::deque<WorldStore> stores_;
  std::mutex mutex_;
  std::condition_variable finished_;
  std::size_t working_ = 0;
  std::optional<std::uint64_t> failing_;
  std::exception_ptr fault_;
  std::atomic<bool> has_ended_ = false;
};

}  // namespace

std::optional<Finding> first_finding(const ManyWorlds& worlds) {
  if (worlds.seeds.count == 0) return std::nullopt;
  return Crew(worlds).run();
}

}  // namespace rolecall::testing::worlds
