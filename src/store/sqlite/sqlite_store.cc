#include "store/sqlite/sqlite_store.h"

#include <atomic>

#include "store/migrate.h"

namespace rolecall::store {
namespace {

/// How many use cases share one COMMIT, and so one fsync. More gains little and lets the first ones wait.
constexpr std::size_t largest_group = 16;

std::atomic<std::uint64_t> instances{0};

}  // namespace

SqliteStore::SqliteStore(std::string file, const Clock& clock)
    : file_(std::move(file)),
      clock_(clock),
      instance_(++instances),
      writer_(std::make_unique<SqliteConnection>(file_, SqliteConnection::Access::read_write)) {
  writer_thread_ = std::thread([this] { write_until_stopped(); });
  long_reader_thread_ = std::thread([this] { read_until_stopped(); });
}

SqliteStore::~SqliteStore() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  writes_arrived_.notify_all();
  reads_arrived_.notify_all();
  writer_thread_.join();
  long_reader_thread_.join();
}

SqliteConnection& SqliteStore::reader_of_this_thread() {
  thread_local std::uint64_t cached_for = 0;
  thread_local SqliteConnection* cached = nullptr;
  if (cached_for == instance_) return *cached;
  const std::lock_guard lock(readers_mutex_);
  auto& connection = readers_[std::this_thread::get_id()];
  if (!connection) connection = std::make_unique<SqliteConnection>(file_, SqliteConnection::Access::read_only);
  cached_for = instance_;
  cached = connection.get();
  return *cached;
}

void SqliteStore::read_with(SqliteConnection& connection, const Work& work, Finished finished) {
  std::exception_ptr fault;
  try {
    connection.query("BEGIN", {})->next();
    Transaction tx(connection, Transaction::Mode::read, clock_.now());
    work(tx);
  } catch (...) {
    fault = std::current_exception();
  }
  if (connection.is_in_transaction()) connection.query("ROLLBACK", {})->next();
  finished(std::move(fault));
}

void SqliteStore::run_read(Work work, Finished finished) {
  try {
    auto& connection = reader_of_this_thread();
    read_with(connection, work, std::move(finished));
  } catch (const DatabaseFault&) {
    finished(std::current_exception());
  }
}

void SqliteStore::run_long_read(Work work, Finished finished) {
  {
    const std::lock_guard lock(mutex_);
    long_reads_.push_back({std::move(work), std::move(finished), nullptr});
  }
  reads_arrived_.notify_one();
}

void SqliteStore::run_write(Work work, Finished finished) {
  {
    const std::lock_guard lock(mutex_);
    writes_.push_back({std::move(work), std::move(finished), nullptr});
  }
  writes_arrived_.notify_one();
}

void SqliteStore::on_outbox(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_outbox_ = std::move(wake);
}

void SqliteStore::read_until_stopped() {
  SqliteConnection connection(file_, SqliteConnection::Access::read_only);
  std::unique_lock lock(mutex_);
  while (true) {
    reads_arrived_.wait(lock, [this] { return is_stopping_ || !long_reads_.empty(); });
    if (long_reads_.empty()) return;
    Job job = std::move(long_reads_.front());
    long_reads_.pop_front();
    lock.unlock();
    read_with(connection, job.work, std::move(job.finished));
    lock.lock();
  }
}

void SqliteStore::write_until_stopped() {
  std::unique_lock lock(mutex_);
  while (true) {
    writes_arrived_.wait(lock, [this] { return is_stopping_ || !writes_.empty(); });
    if (writes_.empty()) return;
    std::vector<Job> group;
    while (!writes_.empty() && group.size() < largest_group) {
      group.push_back(std::move(writes_.front()));
      writes_.pop_front();
    }
    lock.unlock();
    commit_group(group);
    for (Job& job : group) job.finished(std::move(job.fault));
    lock.lock();
    if (std::exchange(outbox_is_due_, false) && wake_outbox_) wake_outbox_();
  }
}

/// All of the group's work is in one COMMIT. When that fails, nobody's change happened and everybody hears so.
void SqliteStore::commit_group(std::vector<Job>& group) {
  try {
    writer_->query("BEGIN IMMEDIATE", {})->next();
    for (Job& job : group) {
      if (!run_in_savepoint(job)) throw DatabaseFault("the database rolled the transaction back");
    }
    writer_->query("COMMIT", {})->next();
  } catch (const DatabaseFault&) {
    if (writer_->is_in_transaction()) writer_->script("ROLLBACK");
    outbox_is_due_ = false;
    for (Job& job : group) job.fault = std::current_exception();
  }
}

/// False when SQLite threw the outer transaction away, so that nothing of the group can be committed.
bool SqliteStore::run_in_savepoint(Job& job) {
  writer_->query("SAVEPOINT job", {})->next();
  bool wakes_outbox = false;
  try {
    Transaction tx(*writer_, Transaction::Mode::write, clock_.now());
    Outcome outcome = job.work(tx);
    wakes_outbox = tx.wakes_outbox();
    if (outcome == Outcome::rollback) {
      writer_->query("ROLLBACK TO job", {})->next();
      wakes_outbox = false;
      if (const auto record = tx.take_record()) {
        Transaction recording(*writer_, Transaction::Mode::write, tx.now());
        record(recording);
        wakes_outbox = recording.wakes_outbox();
      }
    }
  } catch (...) {
    if (!writer_->is_in_transaction()) return false;
    job.fault = std::current_exception();
    writer_->query("ROLLBACK TO job", {})->next();
    wakes_outbox = false;
  }
  writer_->query("RELEASE job", {})->next();
  outbox_is_due_ = outbox_is_due_ || wakes_outbox;
  return true;
}

int SqliteStore::migrate() {
  int version = 0;
  std::promise<void> done;
  run_write(
      [&](Transaction& tx) {
        version = apply_migrations(tx, Dialect::sqlite);
        return Outcome::commit;
      },
      [&](std::exception_ptr fault) { fault ? done.set_exception(std::move(fault)) : done.set_value(); });
  done.get_future().get();
  return version;
}

Result<Done> SqliteStore::backup(const std::string& file) {
  SqliteConnection connection(file_, SqliteConnection::Access::read_write);
  connection.copy_to(file);
  return Done{};
}

}  // namespace rolecall::store
