// The built-in store: one file in WAL mode, a reader connection per thread, one writer thread with group commit.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "store/sqlite/sqlite_connection.h"
#include "store/store.h"

namespace rolecall::store {

class SqliteStore final : public Store {
 public:
  /// Opens or creates the file; the clock outlives the store.
  SqliteStore(std::string file, const Clock& clock);
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;
  /// Finishes what is queued.
  ~SqliteStore() override;

  void run_read(Work work, Finished finished) override;
  void run_long_read(Work work, Finished finished) override;
  void run_write(Work work, Finished finished) override;
  void on_outbox(std::function<void()> wake) override;
  int migrate() override;
  Result<Done> backup(const std::string& file) override;
  [[nodiscard]] std::string name() const override { return "sqlite"; }

 private:
  struct Job {
    Work work;
    Finished finished;
    std::exception_ptr fault;
  };

  SqliteConnection& reader_of_this_thread();
  void write_until_stopped();
  void read_until_stopped();
  void commit_group(std::vector<Job>& group);
  bool run_in_savepoint(Job& job);
  void read_with(SqliteConnection& connection, const Work& work, Finished finished);

  std::string file_;
  const Clock& clock_;
  std::uint64_t instance_;

  std::mutex mutex_;
  std::condition_variable writes_arrived_;
  std::condition_variable reads_arrived_;
  std::deque<Job> writes_;
  std::deque<Job> long_reads_;
  bool is_stopping_ = false;
  std::function<void()> wake_outbox_;
  bool outbox_is_due_ = false;  // belongs to the writer thread

  std::mutex readers_mutex_;
  std::map<std::thread::id, std::unique_ptr<SqliteConnection>> readers_;
  std::unique_ptr<SqliteConnection> writer_;
  std::thread writer_thread_;
  std::thread long_reader_thread_;
};

}  // namespace rolecall::store
