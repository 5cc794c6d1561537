#include "store/sqlite/sqlite_store.h"

#include <array>

#include "store/backup_file.h"
#include "store/migrate.h"

namespace rolecall::store {
namespace {

/// How many use cases share one COMMIT, and so one fsync. More gains little and lets the first ones wait.
constexpr std::size_t largest_group = 16;
constexpr std::size_t most_waiting = 8192;

/// Pages of 4 KiB in the write-ahead log after which it is moved into the database, and after which the writer also waits for
/// readers so that the log begins anew: under endless overlapping reads it would grow for ever otherwise.
constexpr int checkpoint_pages = 1000;
constexpr int restart_pages = 16'000;

}  // namespace

SqliteStore::SqliteStore(std::string file, const Clock& clock)
    : file_(std::move(file)),
      clock_(clock),
      writes_(most_waiting),
      long_reads_(most_waiting),
      readers_(file_),
      writer_(file_, SqliteConnection::Access::read_write),
      next_restart_at_pages_(restart_pages) {
  writer_.take_over_checkpoints();
  writer_thread_ = std::thread([this] { write_until_closed(); });
  long_reader_thread_ = std::thread([this] { read_until_closed(); });
}

SqliteStore::~SqliteStore() {
  // A read may end with a record to write, so the writer goes last.
  long_reads_.close();
  long_reader_thread_.join();
  writes_.close();
  writer_thread_.join();
}

/// A connection that could not end its transaction is dropped instead of given back.
std::exception_ptr SqliteStore::read(Work& work) {
  try {
    auto connection = readers_.borrow();
    connection->forget_failure();
    connection->control("BEGIN");
    std::exception_ptr fault;
    try {
      Transaction tx(*connection, Transaction::Mode::read, clock_.now());
      work(tx);
    } catch (...) {
      fault = std::current_exception();
    }
    if (connection->is_in_transaction()) connection->control("ROLLBACK");
    readers_.give_back(std::move(connection));
    return fault;
  } catch (...) {
    return std::current_exception();
  }
}

void SqliteStore::run_read(Work work, Finished finished) {
  Job job{std::move(work), std::move(finished)};
  job.fault = read(job.work);
  job.finish();
}

void SqliteStore::run_long_read(Work work, Finished finished) { long_reads_.push({std::move(work), std::move(finished)}); }

void SqliteStore::run_write(Work work, Finished finished) { writes_.push({std::move(work), std::move(finished)}); }

void SqliteStore::read_until_closed() {
  for (auto jobs = long_reads_.take(1); !jobs.empty(); jobs = long_reads_.take(1)) {
    jobs.front().fault = read(jobs.front().work);
    jobs.front().finish();
  }
}

void SqliteStore::write_until_closed() {
  for (auto group = writes_.take(largest_group); !group.empty(); group = writes_.take(largest_group)) {
    commit_group(group);
    for (Job& job : group) job.finish();
    if (std::exchange(outbox_is_due_, false)) outbox_.ring();
    checkpoint_when_due();
  }
}

/// All of the group's work is in one COMMIT. When that fails, nobody's change happened and everybody hears so.
void SqliteStore::commit_group(std::vector<Job>& group) {
  try {
    writer_.control("BEGIN IMMEDIATE");
    for (Job& job : group) run_in_savepoint(job);
    writer_.control("COMMIT");
  } catch (...) {
    for (Job& job : group) job.fault = std::current_exception();
    abandon_group(group);
  }
}

void SqliteStore::abandon_group(std::vector<Job>& group) {
  outbox_is_due_ = false;
  try {
    if (writer_.is_in_transaction()) writer_.control("ROLLBACK");
  } catch (...) {
    for (Job& job : group) job.fault = std::current_exception();
  }
}

/// Throws only what ends the whole group: SQLite threw the outer transaction away, or a savepoint could not be undone.
void SqliteStore::run_in_savepoint(Job& job) {
  writer_.control("SAVEPOINT job");
  const bool outbox_was_due = outbox_is_due_;
  try {
    run_and_record(job);
  } catch (...) {
    if (!writer_.is_in_transaction()) throw;
    job.fault = std::current_exception();
    outbox_is_due_ = outbox_was_due;
    writer_.control("ROLLBACK TO job");
  }
  writer_.control("RELEASE job");
}

void SqliteStore::run_and_record(Job& job) {
  writer_.forget_failure();
  Transaction tx(writer_, Transaction::Mode::write, clock_.now());
  if (job.work(tx) == Outcome::commit) {
    if (writer_.has_failed()) throw DatabaseFault("a use case went on after a failed statement");
    outbox_is_due_ = outbox_is_due_ || tx.wakes_outbox();
    return;
  }
  if (!writer_.is_in_transaction()) throw DatabaseFault("the database rolled the transaction back");
  writer_.control("ROLLBACK TO job");
  auto record = tx.take_record();
  if (!record) return;
  writer_.forget_failure();
  Transaction recording(writer_, Transaction::Mode::write, tx.now());
  record(recording);
  if (writer_.has_failed()) throw DatabaseFault("a record went on after a failed statement");
  outbox_is_due_ = outbox_is_due_ || recording.wakes_outbox();
}

/// After the answers, so that nobody waits for it.
void SqliteStore::checkpoint_when_due() {
  const int pages = writer_.pages_in_log();
  if (pages < checkpoint_pages) {
    next_restart_at_pages_ = restart_pages;
    return;
  }
  if (pages < next_restart_at_pages_) return writer_.checkpoint(SqliteConnection::Checkpoint::passive);
  writer_.checkpoint(SqliteConnection::Checkpoint::restart);
  next_restart_at_pages_ = pages + restart_pages;
}

int SqliteStore::migrate() { return migrate_through(*this, Dialect::sqlite); }

Result<Done> SqliteStore::backup(const std::string& file) {
  return make_backup_file(file, [&]() -> Result<Done> {
    SqliteConnection connection(file_, SqliteConnection::Access::read_write);
    connection.execute("VACUUM INTO $1", std::array<Value, 1>{Value{std::string_view(file)}});
    return Done{};
  });
}

}  // namespace rolecall::store
