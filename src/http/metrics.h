// Counters of the server as Prometheus text. Labels are route templates and numbers, never anything personal.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rolecall::http {

/// Thread-safe. Requests are counted in one shard for each I/O thread, so that threads do not wait for each other.
class Metrics {
 public:
  explicit Metrics(unsigned shards = 64);

  /// `route` is a template that lives as long as this object; empty for requests that reached no route.
  void request_done(unsigned shard, std::string_view route, int status, std::int64_t duration_us);
  void connection_opened() { connections_.fetch_add(1, std::memory_order_relaxed); }
  void connection_closed() { connections_.fetch_sub(1, std::memory_order_relaxed); }
  void connection_shed() { shed_.fetch_add(1, std::memory_order_relaxed); }
  /// A request that the transport refused itself, by status.
  void refused(int status);

  /// `append` is called for each scrape and adds complete lines; it reads what other parts count.
  void add_source(std::function<void(std::string& out)> append);

  /// The text format 0.0.4, with CPU seconds and resident bytes of this process.
  [[nodiscard]] std::string text() const;

  /// Upper bounds of the duration buckets in microseconds; one more bucket follows for everything above.
  static constexpr std::array<std::int64_t, 12> bounds_us = {50,     100,    250,     500,       1'000,     2'500,
                                                             10'000, 50'000, 250'000, 1'000'000, 5'000'000, 30'000'000};

 private:
  struct Series {
    std::array<std::uint64_t, 5> by_class{};  // 1xx to 5xx
    std::array<std::uint64_t, bounds_us.size() + 1> buckets{};
    std::uint64_t sum_us = 0;
  };
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<std::string_view, Series> series;
  };
  [[nodiscard]] std::map<std::string_view, Series> merged() const;
  void append_requests(std::string& out) const;
  void append_connections(std::string& out) const;
  static void append_histogram(std::string& out, std::string_view route, const Series& series);

  std::vector<std::unique_ptr<Shard>> shards_;
  std::atomic<std::int64_t> connections_{0};
  std::atomic<std::uint64_t> shed_{0};
  std::array<std::atomic<std::uint64_t>, 600> refused_{};
  mutable std::mutex sources_mutex_;
  std::vector<std::function<void(std::string&)>> sources_;
};

}  // namespace rolecall::http
