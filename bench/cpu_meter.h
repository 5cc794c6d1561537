// What one call costs: on this thread, and in the database's process that serves it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace rolecall::bench {

class CpuMeter {
 public:
  /// `process` of the database's server, or 0 when the database runs in this one.
  explicit CpuMeter(int process);
  /// Processor time of this thread and of that process, so far.
  [[nodiscard]] std::chrono::nanoseconds spent() const;

 private:
  std::string file_;  // Linux keeps the time on a processor in nanoseconds there
};

/// In microseconds, sorted when they are asked for.
class Costs {
 public:
  void add(std::chrono::nanoseconds wall, std::chrono::nanoseconds cpu);
  struct Percentiles {
    double wall_p50, wall_p99, cpu_p50, cpu_p99;
  };
  [[nodiscard]] Percentiles percentiles();

 private:
  std::vector<double> wall_;
  std::vector<double> cpu_;
};

}  // namespace rolecall::bench
