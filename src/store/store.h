// Where use cases run: `read` and `write` carry a function into a transaction and its result out again.
// Knows nothing of HTTP or of rules. Implementations: sqlite/sqlite_store.h, postgres/postgres_store.h.
#pragma once

#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "base/clock.h"
#include "base/result.h"
#include "store/fault.h"
#include "store/transaction.h"

namespace rolecall::store {

class Store {
 public:
  enum class Outcome { commit, rollback };
  /// May run more than once (a lost conflict), so it must leave its captures as they were. What it throws reaches `Finished`
  /// as the fault, and nothing of it is kept.
  using Work = std::move_only_function<Outcome(Transaction&)>;
  /// Called exactly once, after the commit or the rollback; the fault is null when the work ran to its end. Must not throw and
  /// not wait: it holds up the store's threads.
  using Finished = std::move_only_function<void(std::exception_ptr fault)>;

  virtual ~Store() = default;
  /// One snapshot. May run inline on the calling thread (SQLite) or on a pool (PostgreSQL). Sees every write whose `Finished`
  /// was called before.
  virtual void run_read(Work work, Finished finished) = 0;
  /// As run_read, on a worker thread that may take its time: exports, whole lists.
  virtual void run_long_read(Work work, Finished finished) = 0;
  virtual void run_write(Work work, Finished finished) = 0;
  /// Called after each commit whose transaction asked for it, on a thread of the store; must not wait. Empty: nobody.
  virtual void on_outbox(std::function<void()> wake) = 0;
  /// Applies what is missing of the migrations; the schema version afterwards.
  virtual int migrate() = 0;
  /// A consistent copy into a file that does not exist yet, durable when this returns; `conflict` when it exists,
  /// `unavailable` when PostgreSQL's `pg_dump` is not installed or failed.
  virtual Result<Done> backup(const std::string& file) = 0;
  [[nodiscard]] virtual std::string name() const = 0;
};

enum class Kind { read, long_read, write };

/// Writes without anybody waiting; a fault is the operator's to see, not the caller's.
inline void write_unattended(Store& store, Transaction::Record record) {
  store.run_write(
      [record = std::move(record)](Transaction& tx) mutable {
        record(tx);
        return Store::Outcome::commit;
      },
      [](std::exception_ptr) {});
}

/// Runs `f(Transaction&) -> Result<T>` and calls `then(fault, optional<Result<T>>)` afterwards, on whichever thread finished it.
/// A failed result rolls everything back; what the transaction recorded for that case is then written. A read that fails with
/// Code::write_needed is run again as a write. Exactly one of fault and result is there.
template <class F, class Then>
void run(Store& store, Kind kind, F f, Then then) {
  using R = std::invoke_result_t<F&, Transaction&>;
  struct State {
    F f;
    std::optional<R> result;
    Transaction::Record record;
    Transaction::Record afterwards;
  };
  auto state = std::make_shared<State>(State{std::move(f), {}, {}, {}});
  auto work = [state, kind](Transaction& tx) {
    state->record = nullptr;
    state->result.emplace(state->f(tx));
    if (kind != Kind::write) state->afterwards = tx.take_afterwards();
    if (state->result->has_value()) return Store::Outcome::commit;
    if (kind != Kind::write) state->record = tx.take_record();
    return Store::Outcome::rollback;
  };
  auto finished = [&store, state, kind, then = std::move(then)](std::exception_ptr fault) mutable {
    if (fault) return then(std::move(fault), std::optional<R>{});
    if (kind != Kind::write && !state->result->has_value() && state->result->error().code == Code::write_needed) {
      return run(store, Kind::write, std::move(state->f), std::move(then));
    }
    if (state->afterwards) write_unattended(store, std::move(state->afterwards));
    if (!state->record) return then(nullptr, std::move(state->result));
    store.run_write(
        [state](Transaction& tx) {
          state->record(tx);
          return Store::Outcome::commit;
        },
        [state, then = std::move(then)](std::exception_ptr write_fault) mutable {
          then(std::move(write_fault), std::move(state->result));
        });
  };
  switch (kind) {
    case Kind::read:
      return store.run_read(std::move(work), std::move(finished));
    case Kind::long_read:
      return store.run_long_read(std::move(work), std::move(finished));
    case Kind::write:
      return store.run_write(std::move(work), std::move(finished));
  }
}

/// Runs and waits: for the command line, jobs and tests. Rethrows faults.
template <class F>
auto run_and_wait(Store& store, Kind kind, F f) {
  using R = std::invoke_result_t<F&, Transaction&>;
  std::promise<R> promise;
  auto future = promise.get_future();
  run(store, kind, std::move(f), [promise = std::move(promise)](std::exception_ptr fault, std::optional<R> result) mutable {
    fault ? promise.set_exception(std::move(fault)) : promise.set_value(std::move(*result));
  });
  return future.get();
}

}  // namespace rolecall::store
