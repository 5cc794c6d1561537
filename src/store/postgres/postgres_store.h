// The store for several servers: PostgreSQL 15, with threads that have a connection each. Writes are READ COMMITTED behind
// the row locks that use cases take first; reads are one snapshot.
#pragma once

#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "store/job_queue.h"
#include "store/outbox_bell.h"
#include "store/store.h"

namespace rolecall::store {

class PostgresConnection;

struct PostgresOptions {
  int readers = 4;
  int writers = 8;
  int long_readers = 2;
  /// Reads or writes that wait for a connection; more are refused with Overloaded.
  std::size_t most_waiting = 1024;
};

class PostgresStore final : public Store {
 public:
  /// `url` as libpq takes it, TLS included (`postgresql://…?sslmode=verify-full`). Connects with the first work of each thread.
  /// The clock outlives the store.
  PostgresStore(std::string url, const Clock& clock, PostgresOptions options = {});
  PostgresStore(const PostgresStore&) = delete;
  PostgresStore& operator=(const PostgresStore&) = delete;
  /// Finishes what is queued.
  ~PostgresStore() override;

  void run_read(Work work, Finished finished) override;
  void run_long_read(Work work, Finished finished) override;
  void run_write(Work work, Finished finished) override;
  void on_outbox(std::function<void()> wake) override { outbox_.set(std::move(wake)); }
  /// Servers that start at once migrate one after the other.
  int migrate() override;
  Result<Done> backup(const std::string& file) override;
  [[nodiscard]] std::string name() const override { return "postgresql"; }

 private:
  /// How one transaction ended.
  struct Ending {
    std::exception_ptr fault = nullptr;
    Transaction::Record record = nullptr;  // still to be written
    bool wakes_outbox = false;
  };

  void read_until_closed(JobQueue& queue, Duration statement_limit);
  void write_until_closed();
  void write(PostgresConnection& connection, Job& job);
  Ending run_to_end(PostgresConnection& connection, Transaction::Mode mode, Work& work);
  Ending run_once(PostgresConnection& connection, Transaction::Mode mode, Work& work);

  const std::string url_;
  const Clock& clock_;
  JobQueue reads_;
  JobQueue long_reads_;
  JobQueue writes_;
  OutboxBell outbox_;
  std::vector<std::jthread> readers_;
  std::vector<std::jthread> writers_;
};

}  // namespace rolecall::store
