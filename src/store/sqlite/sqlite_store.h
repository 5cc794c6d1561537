// The built-in store: one file in WAL mode, readers on the calling thread, one writer thread with group commit.
#pragma once

#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "store/job_queue.h"
#include "store/outbox_bell.h"
#include "store/sqlite/reader_pool.h"
#include "store/sqlite/sqlite_connection.h"
#include "store/store.h"

namespace rolecall::store {

class SqliteStore final : public Store {
 public:
  /// Opens or creates the file; the clock outlives the store. Throws DatabaseFault when the file is not a database.
  /// Several processes may have the file open (the command line beside the server); their writers take turns.
  SqliteStore(std::string file, const Clock& clock);
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;
  /// Finishes what is queued.
  ~SqliteStore() override;

  /// On the calling thread.
  void run_read(Work work, Finished finished) override;
  void run_long_read(Work work, Finished finished) override;
  void run_write(Work work, Finished finished) override;
  void on_outbox(std::function<void()> wake) override { outbox_.set(std::move(wake)); }
  int migrate() override;
  Result<Done> backup(const std::string& file) override;
  [[nodiscard]] std::string name() const override { return "sqlite"; }

 private:
  void write_until_closed();
  void read_until_closed();
  void commit_group(std::vector<Job>& group);
  void run_in_savepoint(Job& job);
  void run_and_record(Job& job);
  void abandon_group(std::vector<Job>& group);
  void checkpoint_when_due();
  std::exception_ptr read(Work& work);

  const std::string file_;
  const Clock& clock_;
  JobQueue writes_;
  JobQueue long_reads_;
  OutboxBell outbox_;
  ReaderPool readers_;
  // What follows belongs to the writer thread.
  SqliteConnection writer_;
  bool outbox_is_due_ = false;
  int next_restart_at_pages_;

  std::thread writer_thread_;
  std::thread long_reader_thread_;
};

}  // namespace rolecall::store
