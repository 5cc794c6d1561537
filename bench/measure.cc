#include "measure.h"

#include <fmt/format.h>

#include <cstdio>

namespace rolecall::bench {
namespace {

constexpr std::chrono::milliseconds warm_up{200};

Figures measure(const ServerProcess& server, Load& load, RunLimit limit) {
  server.settle();
  const auto before = server.cpu();
  const Timings timings = load.run(limit);
  server.settle();
  const std::chrono::duration<double, std::micro> spent = server.cpu() - before;
  return {timings.per_second(), timings.percentile(0.5), timings.percentile(0.99),
          spent.count() / static_cast<double>(timings.microseconds.size())};
}

}  // namespace

Figures measure_for(const ServerProcess& server, Dialogues dialogues, std::chrono::milliseconds time) {
  Load load(server.port(), std::move(dialogues));
  load.run({.time = warm_up});
  return measure(server, load, {.time = time});
}

Figures measure_all(const ServerProcess& server, Dialogues dialogues) {
  Load load(server.port(), std::move(dialogues));
  return measure(server, load, {});
}

void print_heading(std::string_view title) {
  fmt::print("\n{}\n  {:<34}{:>10}{:>10}{:>10}{:>10}  {}\n", title, "", "per s", "p50 ms", "p99 ms", "CPU us", "aim");
}

void print(std::string_view name, const Figures& figures, std::string_view aim) {
  fmt::print("  {:<34}{:>10.0f}{:>10.2f}{:>10.2f}{:>10.1f}  {}\n", name, figures.per_second, figures.p50_ms, figures.p99_ms,
             figures.cpu_us, aim);
  std::fflush(stdout);
}

}  // namespace rolecall::bench
