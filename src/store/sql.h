// Running SQL inside a Transaction. Included by store/*.cc only: no SQL outside store/.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/connection.h"
#include "store/transaction.h"
#include "store/value.h"

namespace rolecall::store {

/// The rows of a query: `for (auto rows = query(tx, "…", a, b); rows.next();) rows.text(0);`
class Rows {
 public:
  explicit Rows(std::unique_ptr<Cursor> cursor) : cursor_(std::move(cursor)) {}
  bool next() { return cursor_->next(); }
  [[nodiscard]] bool is_null(int column) const { return cursor_->is_null(column); }
  [[nodiscard]] std::int64_t integer(int column) const { return cursor_->integer(column); }
  [[nodiscard]] bool flag(int column) const { return cursor_->integer(column) != 0; }
  [[nodiscard]] std::string text(int column) const { return std::string(cursor_->text(column)); }
  [[nodiscard]] std::string_view text_view(int column) const { return cursor_->text(column); }
  [[nodiscard]] Instant instant(int column) const { return Instant{cursor_->integer(column)}; }
  [[nodiscard]] std::optional<Instant> instant_or_null(int column) const {
    return is_null(column) ? std::nullopt : std::optional(instant(column));
  }
  [[nodiscard]] std::optional<std::string> text_or_null(int column) const {
    return is_null(column) ? std::nullopt : std::optional(text(column));
  }
  [[nodiscard]] Bytes bytes(int column) const {
    const auto view = cursor_->bytes(column);
    return {view.begin(), view.end()};
  }
  template <class IdType>
  [[nodiscard]] IdType id(int column) const {
    return IdType{text(column)};
  }

 private:
  std::unique_ptr<Cursor> cursor_;
};

/// The arguments are bound to $1, $2, … in order; sql must be a literal (it is the statement cache's key).
template <class... Args>
Rows query(Transaction& tx, std::string_view sql, const Args&... args) {
  const std::array<Value, sizeof...(Args)> values{to_value(args)...};
  return Rows(tx.connection().query(sql, values));
}

/// As `query`, to be asked later and together with others: the arguments must live until then.
template <class... Args>
Statement statement(std::string_view sql, const Args&... args) {
  return {sql, {to_value(args)...}};
}

/// Calls `read(Rows)` with the answer to each statement, in their order.
template <class Read>
void query_together(Transaction& tx, const std::vector<Statement>& statements, Read read) {
  tx.connection().query_together(statements, [&read](std::unique_ptr<Cursor> cursor) { read(Rows(std::move(cursor))); });
}

/// The number of rows changed.
template <class... Args>
std::int64_t execute(Transaction& tx, std::string_view sql, const Args&... args) {
  const std::array<Value, sizeof...(Args)> values{to_value(args)...};
  return tx.connection().execute(sql, values);
}

}  // namespace rolecall::store
