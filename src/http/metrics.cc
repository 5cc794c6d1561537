#include "http/metrics.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace rolecall::http {
namespace {

constexpr double microseconds = 1e6;

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / microseconds;
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

long resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  long total_pages = 0;
  long resident_pages = 0;
  statm >> total_pages >> resident_pages;
  return resident_pages * sysconf(_SC_PAGESIZE);
}

/// Braces of a template stand in a label as they are; backslash and quote cannot occur in a route.
std::string label_of(std::string_view route) { return route.empty() ? "none" : std::string(route); }

void append_type(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
}

}  // namespace

Metrics::Metrics(unsigned shards) {
  for (unsigned i = 0; i < std::max(shards, 1U); ++i) shards_.push_back(std::make_unique<Shard>());
}

void Metrics::request_done(unsigned shard, std::string_view route, int status, std::int64_t duration_us) {
  Shard& mine = *shards_[shard % shards_.size()];
  const std::scoped_lock lock(mine.mutex);
  Series& series = mine.series[route];
  ++series.by_class[static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)];
  ++series.buckets[static_cast<std::size_t>(std::ranges::lower_bound(bounds_us, duration_us) - bounds_us.begin())];
  series.sum_us += static_cast<std::uint64_t>(duration_us);
}

void Metrics::refused(int status) {
  refused_[static_cast<std::size_t>(std::clamp(status, 0, 599))].fetch_add(1, std::memory_order_relaxed);
}

void Metrics::add_source(std::function<void(std::string& out)> append) {
  const std::scoped_lock lock(sources_mutex_);
  sources_.push_back(std::move(append));
}

std::map<std::string_view, Metrics::Series> Metrics::merged() const {
  std::map<std::string_view, Series> all;
  for (const auto& shard : shards_) {
    const std::scoped_lock lock(shard->mutex);
    for (const auto& [route, series] : shard->series) {
      Series& sum = all[route];
      std::ranges::transform(sum.by_class, series.by_class, sum.by_class.begin(), std::plus{});
      std::ranges::transform(sum.buckets, series.buckets, sum.buckets.begin(), std::plus{});
      sum.sum_us += series.sum_us;
    }
  }
  return all;
}

void Metrics::append_requests(std::string& out) const {
  const auto all = merged();
  append_type(out, "rolecall_http_requests_total", "counter", "Requests answered, by route and class of status.");
  for (const auto& [route, series] : all) {
    for (std::size_t i = 0; i < series.by_class.size(); ++i) {
      if (series.by_class[i] == 0) continue;
      fmt::format_to(std::back_inserter(out), "rolecall_http_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n",
                     label_of(route), i + 1, series.by_class[i]);
    }
  }
  append_type(out, "rolecall_http_request_duration_seconds", "histogram",
              "From the last byte of the request to the last of the answer.");
  for (const auto& [route, series] : all) append_histogram(out, route, series);
}

void Metrics::append_histogram(std::string& out, std::string_view route, const Series& series) {
  constexpr std::string_view name = "rolecall_http_request_duration_seconds";
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < series.buckets.size(); ++i) {
    count += series.buckets[i];
    const std::string bound = i < bounds_us.size() ? fmt::format("{}", static_cast<double>(bounds_us[i]) / microseconds) : "+Inf";
    fmt::format_to(std::back_inserter(out), "{}_bucket{{route=\"{}\",le=\"{}\"}} {}\n", name, label_of(route), bound, count);
  }
  const double sum = static_cast<double>(series.sum_us) / microseconds;
  fmt::format_to(std::back_inserter(out), "{0}_sum{{route=\"{1}\"}} {2}\n{0}_count{{route=\"{1}\"}} {3}\n", name, label_of(route),
                 sum, count);
}

void Metrics::append_connections(std::string& out) const {
  append_type(out, "rolecall_http_connections", "gauge", "Open connections.");
  fmt::format_to(std::back_inserter(out), "rolecall_http_connections {}\n", connections_.load());
  append_type(out, "rolecall_http_connections_shed_total", "counter", "Waiting connections closed because there were too many.");
  fmt::format_to(std::back_inserter(out), "rolecall_http_connections_shed_total {}\n", shed_.load());
  append_type(out, "rolecall_http_refused_total", "counter", "Requests that the transport refused, by status.");
  for (std::size_t status = 0; status < refused_.size(); ++status) {
    if (const auto count = refused_[status].load(); count != 0) {
      fmt::format_to(std::back_inserter(out), "rolecall_http_refused_total{{status=\"{}\"}} {}\n", status, count);
    }
  }
}

std::string Metrics::text() const {
  std::string out;
  append_requests(out);
  append_connections(out);
  append_type(out, "process_cpu_seconds_total", "counter", "User and system time of this process.");
  fmt::format_to(std::back_inserter(out), "process_cpu_seconds_total {}\n", cpu_seconds());
  append_type(out, "process_resident_memory_bytes", "gauge", "Resident memory of this process.");
  fmt::format_to(std::back_inserter(out), "process_resident_memory_bytes {}\n", resident_bytes());
  const std::scoped_lock lock(sources_mutex_);
  for (const auto& source : sources_) source(out);
  return out;
}

}  // namespace rolecall::http
