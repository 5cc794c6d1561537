// A connection that hands everything on; what is asked together goes on one query after the other. What a test wants to see or
// change, it overrides.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "store/connection.h"

namespace rolecall::testing {

class ForwardedConnection : public store::Connection {
 public:
  explicit ForwardedConnection(store::Connection& honest) : honest_(honest) {}

  std::unique_ptr<store::Cursor> query(std::string_view sql, std::span<const store::Value> parameters) override {
    return honest_.query(sql, parameters);
  }
  std::int64_t execute(std::string_view sql, std::span<const store::Value> parameters) override {
    return honest_.execute(sql, parameters);
  }
  void script(std::string_view sql) override { honest_.script(sql); }
  void lock_row(std::string_view table, std::string_view key_column, std::string_view key) override {
    honest_.lock_row(table, key_column, key);
  }

 protected:
  [[nodiscard]] store::Connection& honest() { return honest_; }

 private:
  store::Connection& honest_;
};

}  // namespace rolecall::testing
