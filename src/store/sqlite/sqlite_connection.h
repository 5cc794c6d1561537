// One SQLite connection with its cache of prepared statements. Not thread-safe: each belongs to one thread at a time.
#pragma once

#include <string>
#include <unordered_map>

#include "store/connection.h"

struct sqlite3;
struct sqlite3_stmt;

namespace rolecall::store {

class SqliteConnection final : public Connection {
 public:
  enum class Access { read_only, read_write };
  SqliteConnection(const std::string& file, Access access);
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;
  ~SqliteConnection() override;

  std::unique_ptr<Cursor> query(std::string_view sql, std::span<const Value> parameters) override;
  std::int64_t execute(std::string_view sql, std::span<const Value> parameters) override;
  void script(std::string_view sql) override;
  void lock_row(std::string_view, std::string_view, std::string_view) override {}

  /// False after SQLite itself rolled the whole transaction back (disk full, I/O error).
  [[nodiscard]] bool is_in_transaction() const;
  /// Copies the database, as of now, into a new file.
  void copy_to(const std::string& file);

 private:
  sqlite3_stmt* prepare(std::string_view sql);
  [[noreturn]] void fail(int code) const;

  sqlite3* database_ = nullptr;
  std::unordered_map<std::string_view, sqlite3_stmt*> statements_;
};

}  // namespace rolecall::store
