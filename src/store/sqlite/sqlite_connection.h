// One SQLite connection with its cache of prepared statements. Not thread-safe: each belongs to one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "store/connection.h"

struct sqlite3;
struct sqlite3_stmt;

namespace rolecall::store {

class SqliteConnection final : public Connection {
 public:
  enum class Access { read_only, read_write };
  /// Opens the file, or creates it readable for its owner alone. Throws DatabaseFault when it is not a database.
  SqliteConnection(const std::string& file, Access access);
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;
  ~SqliteConnection() override;

  std::unique_ptr<Cursor> query(std::string_view sql, std::span<const Value> parameters) override;
  std::int64_t execute(std::string_view sql, std::span<const Value> parameters) override;
  void script(std::string_view sql) override;
  void lock_row(std::string_view, std::string_view, std::string_view) override {}

  /// BEGIN, SAVEPOINT and their ends. Allowed after a failed statement, which `query` is not.
  void control(std::string_view sql);
  /// From here on statements count for a new piece of work.
  void forget_failure() { has_failed_ = false; }
  [[nodiscard]] bool has_failed() const { return has_failed_; }
  /// False after SQLite itself rolled the whole transaction back (disk full, I/O error).
  [[nodiscard]] bool is_in_transaction() const;
  /// How far a transaction may let the database grow; for tests of a full disk.
  void limit_pages(std::int64_t pages);

  /// Switches SQLite's own checkpoints off. Pages in the write-ahead log since then are in `pages_in_log`.
  void take_over_checkpoints();
  [[nodiscard]] int pages_in_log() const { return pages_in_log_; }
  enum class Checkpoint { passive, restart };
  /// Moves the log into the database; `restart` waits up to a second for readers so that the log begins anew. A checkpoint that
  /// does not succeed loses nothing, so its faults are not reported.
  void checkpoint(Checkpoint kind);

  /// Notes that a statement failed and throws what fits the code.
  [[noreturn]] void fail(int code);

 private:
  struct Closer {
    void operator()(sqlite3* database) const;
  };
  void open(const std::string& file);
  sqlite3_stmt* prepare(std::string_view sql);
  /// One that is free to run.
  sqlite3_stmt* prepare_idle(std::string_view sql);

  std::unique_ptr<sqlite3, Closer> database_;
  std::unordered_map<std::string_view, sqlite3_stmt*> statements_;
  bool has_failed_ = false;
  int pages_in_log_ = 0;
};

}  // namespace rolecall::store
