// A connection on which one condition of the program's SQL is another: a lie that the readings of random worlds have to find.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "support/forwarded_connection.h"

namespace rolecall::testing::worlds {

struct Alteration {
  std::string_view that;       // what the program then does
  std::string_view statement;  // part of the text of the statements that it is about
  std::string_view condition;
  std::string_view instead;
};

class AlteredSql final : public ForwardedConnection {
 public:
  AlteredSql(store::Connection& honest, const Alteration& alteration) : ForwardedConnection(honest), alteration_(alteration) {}

  std::unique_ptr<store::Cursor> query(std::string_view sql, std::span<const store::Value> parameters) override {
    return ForwardedConnection::query(altered(sql), parameters);
  }
  std::int64_t execute(std::string_view sql, std::span<const store::Value> parameters) override {
    return ForwardedConnection::execute(altered(sql), parameters);
  }

 private:
  /// Kept, since the text of a statement is its key.
  std::string_view altered(std::string_view sql) {
    const auto found = texts_.find(sql);
    return found != texts_.end() ? found->second : texts_.emplace(sql, with_condition_altered(sql)).first->second;
  }

  [[nodiscard]] std::string with_condition_altered(std::string_view sql) const {
    std::string text(sql);
    if (!text.contains(alteration_.statement)) return text;
    for (auto at = text.find(alteration_.condition); at != std::string::npos; at = text.find(alteration_.condition, at)) {
      text.replace(at, alteration_.condition.size(), alteration_.instead);
      at += alteration_.instead.size();
    }
    return text;
  }

  Alteration alteration_;
  std::map<std::string_view, std::string> texts_;
};

}  // namespace rolecall::testing::worlds
