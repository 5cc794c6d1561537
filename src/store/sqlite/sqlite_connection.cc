#include "store/sqlite/sqlite_connection.h"

#include <sqlite3.h>

#include <array>
#include <charconv>

namespace rolecall::store {
namespace {

/// Steps a prepared statement and resets it when the reader is done, so that no read lock stays behind.
class SqliteCursor final : public Cursor {
 public:
  SqliteCursor(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}
  SqliteCursor(const SqliteCursor&) = delete;
  SqliteCursor& operator=(const SqliteCursor&) = delete;
  ~SqliteCursor() override { sqlite3_reset(statement_); }

  bool next() override {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    const std::string message = sqlite3_errmsg(database_);
    if ((code & 0xff) == SQLITE_CONSTRAINT) throw ConstraintViolation(message);
    throw DatabaseFault(message);
  }
  [[nodiscard]] bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  [[nodiscard]] std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] std::string_view text(int column) const override {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return data == nullptr ? std::string_view{} : std::string_view(data, sqlite3_column_bytes(statement_, column));
  }
  [[nodiscard]] BytesView bytes(int column) const override {
    const auto* data = static_cast<const unsigned char*>(sqlite3_column_blob(statement_, column));
    return {data, static_cast<std::size_t>(data == nullptr ? 0 : sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_;
};

/// `$3` is bound as the third parameter wherever it stands in the text; SQLite numbers names by their first appearance.
std::size_t position_of(const char* name) {
  std::size_t position = 0;
  std::from_chars(name + 1, name + std::string_view(name).size(), position);
  return position;
}

void bind(sqlite3_stmt* statement, std::span<const Value> parameters) {
  const int count = sqlite3_bind_parameter_count(statement);
  for (int i = 1; i <= count; ++i) {
    const char* name = sqlite3_bind_parameter_name(statement, i);
    const std::size_t position = name == nullptr ? 0 : position_of(name);
    if (position == 0 || position > parameters.size()) throw std::logic_error("statement parameter without a value");
    const Value& value = parameters[position - 1];
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      sqlite3_bind_int64(statement, i, *integer);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      sqlite3_bind_text(statement, i, text->data() == nullptr ? "" : text->data(), static_cast<int>(text->size()), SQLITE_STATIC);
    } else if (const auto* bytes = std::get_if<BytesView>(&value)) {
      sqlite3_bind_blob(statement, i, bytes->data() == nullptr ? "" : static_cast<const void*>(bytes->data()),
                        static_cast<int>(bytes->size()), SQLITE_STATIC);
    } else {
      sqlite3_bind_null(statement, i);
    }
  }
}

}  // namespace

SqliteConnection::SqliteConnection(const std::string& file, Access access) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (const int code = sqlite3_open_v2(file.c_str(), &database_, flags, nullptr); code != SQLITE_OK) {
    const std::string message = database_ == nullptr ? "out of memory" : sqlite3_errmsg(database_);
    sqlite3_close(database_);
    throw DatabaseFault("cannot open the database: " + message);
  }
  sqlite3_busy_timeout(database_, 10'000);
  script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
         "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;");
  if (access == Access::read_only) script("PRAGMA query_only=ON");
}

SqliteConnection::~SqliteConnection() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

sqlite3_stmt* SqliteConnection::prepare(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                                      nullptr);
  if (code != SQLITE_OK) fail(code);
  // The key views SQLite's own copy of the text, which lives as long as the statement.
  statements_.emplace(std::string_view(sqlite3_sql(statement)), statement);
  return statement;
}

std::unique_ptr<Cursor> SqliteConnection::query(std::string_view sql, std::span<const Value> parameters) {
  sqlite3_stmt* statement = prepare(sql);
  if (sqlite3_stmt_busy(statement) != 0) throw std::logic_error("a statement was run while its rows were still being read");
  bind(statement, parameters);
  return std::make_unique<SqliteCursor>(database_, statement);
}

std::int64_t SqliteConnection::execute(std::string_view sql, std::span<const Value> parameters) {
  const auto cursor = query(sql, parameters);
  while (cursor->next()) {
  }
  return sqlite3_changes64(database_);
}

void SqliteConnection::script(std::string_view sql) {
  const std::string text(sql);
  if (const int code = sqlite3_exec(database_, text.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) fail(code);
}

bool SqliteConnection::is_in_transaction() const { return sqlite3_get_autocommit(database_) == 0; }

void SqliteConnection::copy_to(const std::string& file) {
  const auto cursor = query("VACUUM INTO $1", std::array<Value, 1>{Value{std::string_view(file)}});
  while (cursor->next()) {
  }
}

void SqliteConnection::fail(int code) const {
  const std::string message = sqlite3_errmsg(database_);
  if ((code & 0xff) == SQLITE_CONSTRAINT) throw ConstraintViolation(message);
  throw DatabaseFault(message);
}

}  // namespace rolecall::store
