#include "store/sqlite/sqlite_cursor.h"

#include <sqlite3.h>

#include <charconv>
#include <stdexcept>

#include "store/sqlite/sqlite_connection.h"

namespace rolecall::store {
namespace {

/// SQLite numbers `$3` by its first appearance in the text; what counts here is the 3.
std::size_t position_of_parameter(const char* name) {
  std::size_t position = 0;
  std::from_chars(name + 1, name + std::string_view(name).size(), position);
  return position;
}

sqlite3_destructor_type destructor_for(Keep keep) { return keep == Keep::copies ? SQLITE_TRANSIENT : SQLITE_STATIC; }

void bind_text(sqlite3_stmt* statement, int index, std::string_view text, Keep keep) {
  if (text.contains('\0')) throw DatabaseFault("a text holds a NUL character");
  const char* data = text.data() == nullptr ? "" : text.data();
  sqlite3_bind_text(statement, index, data, static_cast<int>(text.size()), destructor_for(keep));
}

void bind_bytes(sqlite3_stmt* statement, int index, BytesView bytes, Keep keep) {
  const void* data = bytes.data() == nullptr ? "" : static_cast<const void*>(bytes.data());
  sqlite3_bind_blob(statement, index, data, static_cast<int>(bytes.size()), destructor_for(keep));
}

void bind_value(sqlite3_stmt* statement, int index, const Value& value, Keep keep) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    sqlite3_bind_int64(statement, index, *integer);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    bind_text(statement, index, *text, keep);
  } else if (const auto* bytes = std::get_if<BytesView>(&value)) {
    bind_bytes(statement, index, *bytes, keep);
  } else {
    sqlite3_bind_null(statement, index);
  }
}

}  // namespace

void bind(sqlite3_stmt* statement, std::span<const Value> parameters, Keep keep) {
  const int count = sqlite3_bind_parameter_count(statement);
  for (int index = 1; index <= count; ++index) {
    const char* name = sqlite3_bind_parameter_name(statement, index);
    const std::size_t position = name == nullptr ? 0 : position_of_parameter(name);
    if (position == 0 || position > parameters.size()) throw std::logic_error("a statement's parameter has no value");
    bind_value(statement, index, parameters[position - 1], keep);
  }
}

SqliteCursor::~SqliteCursor() { sqlite3_reset(statement_); }

bool SqliteCursor::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  connection_.fail(code);
}

/// Null for null; throws when there is something else. Asking the value is several times cheaper than asking the column once
/// for its type and again for its content. Without mutexes (SqliteConnection opens with NOMUTEX) values need no protection.
sqlite3_value* SqliteCursor::value_of(int column, int type) const {
  sqlite3_value* value = sqlite3_column_value(statement_, column);
  const int found = sqlite3_value_type(value);
  if (found == SQLITE_NULL) return nullptr;
  if (found != type) throw std::logic_error("a column was read as another type than it has");
  return value;
}

bool SqliteCursor::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::int64_t SqliteCursor::integer(int column) const {
  sqlite3_value* value = value_of(column, SQLITE_INTEGER);
  return value == nullptr ? 0 : sqlite3_value_int64(value);
}

std::string_view SqliteCursor::text(int column) const {
  sqlite3_value* value = value_of(column, SQLITE_TEXT);
  if (value == nullptr) return {};
  const auto* data = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return {data, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

BytesView SqliteCursor::bytes(int column) const {
  sqlite3_value* value = value_of(column, SQLITE_BLOB);
  if (value == nullptr) return {};
  const auto* data = static_cast<const unsigned char*>(sqlite3_value_blob(value));
  return {data, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

}  // namespace rolecall::store
