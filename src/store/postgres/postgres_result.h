// An answer of PostgreSQL in its binary format, read as the Cursor asks. Talks to no server.
#pragma once

#include <libpq-fe.h>

#include <memory>

#include "store/connection.h"

namespace rolecall::store {

struct ResultClearer {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, ResultClearer>;

/// The whole answer lies in memory: ask for pages, not for tables.
class PostgresCursor final : public Cursor {
 public:
  explicit PostgresCursor(PostgresResult result) : result_(std::move(result)) {}

  bool next() override { return ++row_ < PQntuples(result_.get()); }
  [[nodiscard]] bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  /// Of any integer type; a truth is 0 or 1; a numeric (what `sum` gives) when it is whole and fits.
  [[nodiscard]] std::int64_t integer(int column) const override;
  [[nodiscard]] std::string_view text(int column) const override;
  [[nodiscard]] BytesView bytes(int column) const override;

 private:
  [[nodiscard]] std::string_view raw(int column) const;

  PostgresResult result_;
  int row_ = -1;
};

}  // namespace rolecall::store
