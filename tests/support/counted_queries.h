// A connection that counts what is asked, and answers it as always.
#pragma once

#include "support/forwarded_connection.h"

namespace rolecall::testing {

class CountedQueries final : public ForwardedConnection {
 public:
  using ForwardedConnection::ForwardedConnection;

  std::unique_ptr<store::Cursor> query(std::string_view sql, std::span<const store::Value> parameters) override {
    ++queries;
    return ForwardedConnection::query(sql, parameters);
  }

  int queries = 0;
};

}  // namespace rolecall::testing
