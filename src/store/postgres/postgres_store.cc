#include "store/postgres/postgres_store.h"

#include "store/migrate.h"
#include "store/postgres/dump.h"
#include "store/postgres/postgres_connection.h"

namespace rolecall::store {
namespace {

constexpr Duration statement_limit = seconds(30);
constexpr Duration long_statement_limit = minutes(10);

/// How often a transaction is run that loses against others.
constexpr int most_conflicts = 10;

}  // namespace

PostgresStore::PostgresStore(std::string url, const Clock& clock, PostgresOptions options)
    : url_(std::move(url)),
      clock_(clock),
      reads_(options.most_waiting),
      long_reads_(options.most_waiting),
      writes_(options.most_waiting) {
  for (int i = 0; i < options.readers; ++i) readers_.emplace_back([this] { read_until_closed(reads_, statement_limit); });
  for (int i = 0; i < options.long_readers; ++i) {
    readers_.emplace_back([this] { read_until_closed(long_reads_, long_statement_limit); });
  }
  for (int i = 0; i < options.writers; ++i) writers_.emplace_back([this] { write_until_closed(); });
}

PostgresStore::~PostgresStore() {
  // A read may end with a record to write, so the writers go last.
  reads_.close();
  long_reads_.close();
  readers_.clear();
  writes_.close();
  writers_.clear();
}

void PostgresStore::run_read(Work work, Finished finished) { reads_.push({std::move(work), std::move(finished)}); }

void PostgresStore::run_long_read(Work work, Finished finished) { long_reads_.push({std::move(work), std::move(finished)}); }

void PostgresStore::run_write(Work work, Finished finished) { writes_.push({std::move(work), std::move(finished)}); }

void PostgresStore::read_until_closed(JobQueue& queue, Duration limit) {
  PostgresConnection connection(url_, limit);
  for (auto jobs = queue.take(1); !jobs.empty(); jobs = queue.take(1)) {
    Job& job = jobs.front();
    job.fault = run_to_end(connection, Transaction::Mode::read, job.work).fault;
    job.finish();
  }
}

void PostgresStore::write_until_closed() {
  PostgresConnection connection(url_, statement_limit);
  for (auto jobs = writes_.take(1); !jobs.empty(); jobs = writes_.take(1)) write(connection, jobs.front());
}

void PostgresStore::write(PostgresConnection& connection, Job& job) {
  Ending ending = run_to_end(connection, Transaction::Mode::write, job.work);
  if (ending.record) {
    Work recording = [record = std::move(ending.record)](Transaction& tx) mutable {
      record(tx);
      return Outcome::commit;
    };
    ending = run_to_end(connection, Transaction::Mode::write, recording);
  }
  job.fault = std::move(ending.fault);
  job.finish();
  if (ending.wakes_outbox) outbox_.ring();
}

/// Runs the work again after a lost conflict, and once on a new connection when the old one broke before COMMIT was sent: the
/// server undoes what it did not commit. Use cases look before they insert, so a unique key that was lost to somebody else is
/// seen by the second run, which decides anew.
PostgresStore::Ending PostgresStore::run_to_end(PostgresConnection& connection, Transaction::Mode mode, Work& work) {
  bool may_reconnect = true;
  bool may_decide_anew = true;
  for (int conflicts = 0; true;) {
    try {
      if (!connection.is_usable()) connection.connect();
      return run_once(connection, mode, work);
    } catch (const CommitOutcomeUnknown&) {
      return {std::current_exception()};
    } catch (const TransactionConflict&) {
      connection.rollback();
      if (++conflicts == most_conflicts) return {std::current_exception()};
    } catch (const ConstraintViolation&) {
      connection.rollback();
      if (!std::exchange(may_decide_anew, false)) return {std::current_exception()};
    } catch (...) {
      connection.rollback();
      if (connection.is_usable() || !std::exchange(may_reconnect, false)) return {std::current_exception()};
    }
  }
}

PostgresStore::Ending PostgresStore::run_once(PostgresConnection& connection, Transaction::Mode mode, Work& work) {
  connection.begin(mode);
  Transaction tx(connection, mode, clock_.now());
  const Outcome outcome = work(tx);
  if (mode == Transaction::Mode::read) {
    connection.end_read();
    return {};
  }
  if (outcome == Outcome::commit) {
    connection.commit();
    return {nullptr, nullptr, tx.wakes_outbox()};
  }
  connection.rollback();
  return {nullptr, tx.take_record(), false};
}

int PostgresStore::migrate() { return migrate_through(*this, Dialect::postgres); }

Result<Done> PostgresStore::backup(const std::string& file) { return dump_database(url_, file); }

}  // namespace rolecall::store
