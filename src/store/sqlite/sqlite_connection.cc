#include "store/sqlite/sqlite_connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

#include "store/sqlite/sqlite_cursor.h"

namespace rolecall::store {
namespace {

constexpr int busy_timeout_ms = 10'000;
constexpr int restart_timeout_ms = 1'000;

/// SQLite gives its write-ahead log and shared memory the permissions of the database file.
/// A file that is there is not opened: closing it would drop the locks of every connection that this process has on it, and
/// another process that closes the database would then delete the log under them.
void create_private(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor >= 0) {
    ::close(descriptor);
  } else if (errno != EEXIST) {
    throw DatabaseFault("the database file cannot be opened or created");
  }
  if (::chmod(file.c_str(), S_IRUSR | S_IWUSR) != 0) {
    throw DatabaseFault("the database file cannot be made private: it belongs to another user");
  }
}

int note_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

/// SQLite counts what it allocates under a mutex of all threads, unless it is told not to before its first use
/// (sqlite.org/compile.html, recommended options).
void count_no_memory() { [[maybe_unused]] static const int told = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

}  // namespace

void SqliteConnection::Closer::operator()(sqlite3* database) const { sqlite3_close(database); }

SqliteConnection::SqliteConnection(const std::string& file, Access access) {
  create_private(file);
  open(file);
  sqlite3_busy_timeout(database_.get(), busy_timeout_ms);
  script(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
      "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864; PRAGMA cell_size_check=ON; PRAGMA secure_delete=ON;"
      "PRAGMA case_sensitive_like=ON;");
  if (access == Access::read_only) script("PRAGMA query_only=ON");
}

SqliteConnection::~SqliteConnection() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
}

void SqliteConnection::open(const std::string& file) {
  count_no_memory();
  sqlite3* database = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(file.c_str(), &database, flags, nullptr);
  database_.reset(database);
  if (code != SQLITE_OK) fail(code);
}

sqlite3_stmt* SqliteConnection::prepare(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) fail(code);
  // The key views SQLite's own copy of the text, which lives as long as the statement.
  statements_.emplace(std::string_view(sqlite3_sql(statement)), statement);
  return statement;
}

sqlite3_stmt* SqliteConnection::prepare_idle(std::string_view sql) {
  if (has_failed_) throw DatabaseFault("a statement of this transaction has failed before");
  sqlite3_stmt* statement = prepare(sql);
  if (sqlite3_stmt_busy(statement) != 0) throw std::logic_error("a statement was run while its rows were still being read");
  return statement;
}

std::unique_ptr<Cursor> SqliteConnection::query(std::string_view sql, std::span<const Value> parameters) {
  sqlite3_stmt* statement = prepare_idle(sql);
  bind(statement, parameters, Keep::copies);
  return std::make_unique<SqliteCursor>(*this, statement);
}

std::int64_t SqliteConnection::execute(std::string_view sql, std::span<const Value> parameters) {
  sqlite3_stmt* statement = prepare_idle(sql);
  bind(statement, parameters, Keep::views);
  SqliteCursor cursor(*this, statement);
  while (cursor.next()) {
  }
  return sqlite3_changes64(database_.get());
}

void SqliteConnection::control(std::string_view sql) {
  sqlite3_stmt* statement = prepare(sql);
  SqliteCursor(*this, statement).next();
}

void SqliteConnection::script(std::string_view sql) {
  const std::string text(sql);
  if (const int code = sqlite3_exec(database_.get(), text.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) fail(code);
}

bool SqliteConnection::is_in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }

void SqliteConnection::limit_pages(std::int64_t pages) { script("PRAGMA max_page_count=" + std::to_string(pages)); }

void SqliteConnection::take_over_checkpoints() { sqlite3_wal_hook(database_.get(), note_pages, &pages_in_log_); }

void SqliteConnection::checkpoint(Checkpoint kind) {
  const bool waits = kind == Checkpoint::restart;
  sqlite3_busy_timeout(database_.get(), restart_timeout_ms);
  int left = 0;
  int moved = 0;
  sqlite3_wal_checkpoint_v2(database_.get(), nullptr, waits ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, &left,
                            &moved);
  sqlite3_busy_timeout(database_.get(), busy_timeout_ms);
}

void SqliteConnection::fail(int code) {
  has_failed_ = true;
  const std::string message = database_ ? sqlite3_errmsg(database_.get()) : "out of memory";
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      throw ConstraintViolation(message);
    case SQLITE_BUSY:
      throw Overloaded("another process holds the database: " + message);
    case SQLITE_FULL:
      throw DatabaseFault("the disk is full: " + message);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw DatabaseFault("the database file is damaged or no database: " + message);
    default:
      throw DatabaseFault(message);
  }
}

}  // namespace rolecall::store
