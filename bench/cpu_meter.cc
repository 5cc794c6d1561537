#include "cpu_meter.h"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cstdint>
#include <fstream>

namespace rolecall::bench {
namespace {

double microseconds(std::chrono::nanoseconds time) { return std::chrono::duration<double, std::micro>(time).count(); }

double percentile(std::vector<double>& values, std::size_t percent) {
  std::ranges::sort(values);
  return values.empty() ? 0 : values[std::min(values.size() - 1, values.size() * percent / 100)];
}

}  // namespace

CpuMeter::CpuMeter(int process) : file_(process == 0 ? "" : fmt::format("/proc/{}/schedstat", process)) {}

std::chrono::nanoseconds CpuMeter::spent() const {
  timespec own{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &own);
  std::int64_t other = 0;
  if (!file_.empty()) std::ifstream(file_) >> other;
  return std::chrono::seconds(own.tv_sec) + std::chrono::nanoseconds(own.tv_nsec + other);
}

void Costs::add(std::chrono::nanoseconds wall, std::chrono::nanoseconds cpu) {
  wall_.push_back(microseconds(wall));
  cpu_.push_back(microseconds(cpu));
}

Costs::Percentiles Costs::percentiles() {
  return {percentile(wall_, 50), percentile(wall_, 99), percentile(cpu_, 50), percentile(cpu_, 99)};
}

}  // namespace rolecall::bench
