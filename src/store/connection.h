// The seam between the SQL of store/ and one database connection. Implemented by sqlite/ and postgres/; nobody else includes it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string_view>

#include "store/value.h"

namespace rolecall::store {

/// The database could not do it: disk full, connection lost, broken file. A fault, answered with 503 or 500.
struct DatabaseFault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A unique index or a CHECK refused the row. Use cases decide before they write, so only a race comes here.
struct ConstraintViolation : DatabaseFault {
  using DatabaseFault::DatabaseFault;
};

/// The transaction lost against another one (deadlock, serialization) and may simply be run again.
struct TransactionConflict : DatabaseFault {
  using DatabaseFault::DatabaseFault;
};

/// Forward-only rows of one running statement. Texts and bytes are valid until the next call of `next`.
class Cursor {
 public:
  virtual ~Cursor() = default;
  virtual bool next() = 0;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
  [[nodiscard]] virtual BytesView bytes(int column) const = 0;
};

/// One connection. Statements use $1, $2, … and are prepared once per connection and text.
class Connection {
 public:
  virtual ~Connection() = default;
  /// INVARIANT: at most one cursor of the same statement text is open at a time.
  virtual std::unique_ptr<Cursor> query(std::string_view sql, std::span<const Value> parameters) = 0;
  /// Runs to the end; the number of rows changed.
  virtual std::int64_t execute(std::string_view sql, std::span<const Value> parameters) = 0;
  /// Several statements without parameters (migrations, PRAGMA, BEGIN).
  virtual void script(std::string_view sql) = 0;
  /// Waits for the row's lock where the database has row locks; SQLite's writer is alone anyway.
  virtual void lock_row(std::string_view table, std::string_view key_column, std::string_view key) = 0;
};

}  // namespace rolecall::store
