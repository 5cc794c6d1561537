// How the database would answer what is asked of it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "running.h"
#include "support/forwarded_connection.h"

namespace rolecall::testing {

/// Asks the database how it would answer each statement that `is_meant`, and answers it as always.
class Explained final : public ForwardedConnection {
 public:
  using IsMeant = bool (*)(std::string_view sql);

  Explained(store::Connection& honest, store::Dialect dialect, IsMeant is_meant)
      : ForwardedConnection(honest), dialect_(dialect), is_meant_(is_meant) {}

  std::unique_ptr<store::Cursor> query(std::string_view sql, std::span<const store::Value> parameters) override {
    if (is_meant_(sql)) plans.push_back(plan_of(sql, parameters));
    return ForwardedConnection::query(sql, parameters);
  }

  std::vector<std::string> plans;

 private:
  std::string plan_of(std::string_view sql, std::span<const store::Value> parameters) {
    const bool is_sqlite = dialect_ == store::Dialect::sqlite;
    const std::string& question =
        questions_
            .emplace_back(std::make_unique<std::string>((is_sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + std::string(sql)))
            .operator*();
    std::string plan;
    for (auto rows = honest().query(question, parameters); rows->next();) {
      plan.append(rows->text(is_sqlite ? 3 : 0)).push_back('\n');
    }
    return plan + "of " + std::string(sql);
  }

  store::Dialect dialect_;
  IsMeant is_meant_;
  std::vector<std::unique_ptr<std::string>> questions_;  // the text of a statement is its key
};

inline std::string steps_of(const std::string& plan) { return plan.substr(0, plan.find("of SELECT")); }

/// An empty table is read whole at no cost, so PostgreSQL is told what a large one would teach it.
inline void use_indexes(store::Transaction& tx, store::Dialect dialect) {
  if (dialect == store::Dialect::sqlite) return;
  tx.connection().script("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off");
}

}  // namespace rolecall::testing
