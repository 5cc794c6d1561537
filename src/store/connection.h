// The seam between the SQL of store/ and one database connection. Implemented by sqlite/ and postgres/; nobody else includes it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "store/fault.h"
#include "store/value.h"

namespace rolecall::store {

/// Forward-only rows of one running statement. Texts and bytes are valid until the next call of `next`.
/// A null reads as 0 or empty. Asking for another type than the column's throws std::logic_error on every database.
class Cursor {
 public:
  virtual ~Cursor() = default;
  virtual bool next() = 0;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
  [[nodiscard]] virtual BytesView bytes(int column) const = 0;
};

/// A query that leaves together with others. Its parameters are views: good until what they view ends.
struct Statement {
  std::string_view sql;
  std::vector<Value> parameters;
};

/// One connection. Statements use $1, $2, … and are prepared once per connection and text.
/// After a statement threw, its transaction takes no more statements and cannot be committed, also if the fault was caught.
class Connection {
 public:
  virtual ~Connection() = default;
  /// INVARIANT: at most one cursor of the same statement text is open at a time.
  virtual std::unique_ptr<Cursor> query(std::string_view sql, std::span<const Value> parameters) = 0;
  /// Asks all of them, on PostgreSQL in one round trip, and hands over their answers one after the other in the same order. For
  /// queries whose best plan is the same whatever the parameters: PostgreSQL then plans each once per connection, and so, until
  /// the transaction ends, whatever else it asks.
  virtual void query_together(std::span<const Statement> statements, const std::function<void(std::unique_ptr<Cursor>)>& read) {
    for (const Statement& statement : statements) read(query(statement.sql, statement.parameters));
  }
  /// Runs to the end; the number of rows changed.
  virtual std::int64_t execute(std::string_view sql, std::span<const Value> parameters) = 0;
  /// Several statements without parameters (migrations).
  virtual void script(std::string_view sql) = 0;
  /// Waits for the row's lock where the database has row locks, at the latest with the next statement; SQLite's writer is
  /// alone anyway. A missing row locks nothing. The names are literals of the program.
  virtual void lock_row(std::string_view table, std::string_view key_column, std::string_view key) = 0;
};

}  // namespace rolecall::store
