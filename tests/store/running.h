// Short ways to run SQL in a test: what is written, what is read, and a table of the test's own.
#pragma once

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "store/migrate.h"
#include "store/sql.h"
#include "store/store.h"
#include "support/stores.h"

namespace rolecall::testing {

/// Runs `f(Transaction&)` in one transaction, waits, and gives what it gives. Faults are thrown here.
template <class F>
auto run_in(store::Store& store, store::Kind kind, F f) {
  using T = std::invoke_result_t<F&, store::Transaction&>;
  if constexpr (std::is_void_v<T>) {
    store::run_and_wait(store, kind, [&f](store::Transaction& tx) -> Result<Done> {
      f(tx);
      return Done{};
    }).value();
  } else {
    return store::run_and_wait(store, kind, [&f](store::Transaction& tx) -> Result<T> { return f(tx); }).value();
  }
}
template <class F>
auto writing(store::Store& store, F f) {
  return run_in(store, store::Kind::write, std::move(f));
}
template <class F>
auto reading(store::Store& store, F f) {
  return run_in(store, store::Kind::read, std::move(f));
}

inline store::Dialect dialect_of(const store::Store& store) {
  return store.name() == "sqlite" ? store::Dialect::sqlite : store::Dialect::postgres;
}

template <class... Args>
std::int64_t execute_in(store::Store& store, std::string_view sql, const Args&... args) {
  return writing(store, [&](store::Transaction& tx) { return store::execute(tx, sql, args...); });
}

/// The first column of the only row.
template <class... Args>
std::int64_t integer_in(store::Store& store, std::string_view sql, const Args&... args) {
  return reading(store, [&](store::Transaction& tx) {
    auto rows = store::query(tx, sql, args...);
    if (!rows.next()) throw std::logic_error("no row");
    return rows.integer(0);
  });
}

template <class... Args>
std::vector<std::string> texts_in(store::Store& store, std::string_view sql, const Args&... args) {
  return reading(store, [&](store::Transaction& tx) {
    std::vector<std::string> texts;
    for (auto rows = store::query(tx, sql, args...); rows.next();) texts.push_back(rows.text(0));
    return texts;
  });
}

/// Has a table `scratch(k, n, t, b)`: a key, an integer, a text and bytes, all nullable but the key.
class ScratchTest : public StoreTest {
 protected:
  void SetUp() override { run_script("CREATE TABLE scratch (k TEXT PRIMARY KEY, n INTEGER, t TEXT, b BLOB) STRICT;"); }
  void TearDown() override { run_script("DROP TABLE scratch"); }
  void run_script(std::string_view sql) {
    writing(store(), [&](store::Transaction& tx) { tx.connection().script(store::translate(sql, dialect_of(store()))); });
  }
};

/// A team with no members, for rows that refer to one.
inline void insert_team(store::Store& store, const std::string& id) {
  execute_in(store,
             "INSERT INTO team(id, name, created_at, plan, plan_interval, term_anchor) VALUES ($1, 'A', 0, 'p', 'year', 0)", id);
}

/// `what()` of the fault that `f` throws; empty when there is none.
template <class F>
std::string fault_of(F f) {
  try {
    f();
  } catch (const std::exception& fault) {
    return fault.what();
  }
  return "";
}

}  // namespace rolecall::testing
