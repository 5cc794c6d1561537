// The rows of a SQLite statement.
#pragma once

#include "store/connection.h"

struct sqlite3_stmt;
struct sqlite3_value;

namespace rolecall::store {

class SqliteConnection;

/// Steps a prepared statement and resets it when the reader is done, so that no read lock stays behind.
class SqliteCursor final : public Cursor {
 public:
  SqliteCursor(SqliteConnection& connection, sqlite3_stmt* statement) : connection_(connection), statement_(statement) {}
  SqliteCursor(const SqliteCursor&) = delete;
  SqliteCursor& operator=(const SqliteCursor&) = delete;
  ~SqliteCursor() override;

  bool next() override;
  [[nodiscard]] bool is_null(int column) const override;
  [[nodiscard]] std::int64_t integer(int column) const override;
  [[nodiscard]] std::string_view text(int column) const override;
  [[nodiscard]] BytesView bytes(int column) const override;

 private:
  [[nodiscard]] sqlite3_value* value_of(int column, int type) const;

  SqliteConnection& connection_;
  sqlite3_stmt* statement_;
};

/// A query's rows are fetched after the call that bound its parameters, when a temporary argument is gone: it keeps copies.
enum class Keep { copies, views };

/// Gives the parameters their values; `$3` is the third wherever it stands. Throws std::logic_error when one has none.
void bind(sqlite3_stmt* statement, std::span<const Value> parameters, Keep keep);

}  // namespace rolecall::store
