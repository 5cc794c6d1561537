// One connection to PostgreSQL, always in pipeline mode, with its cache of prepared statements.
// Not thread-safe: each belongs to one thread. Retries nothing: postgres_store.h does.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "store/connection.h"
#include "store/postgres/postgres_open.h"
#include "store/postgres/postgres_parameters.h"
#include "store/postgres/postgres_result.h"
#include "store/transaction.h"

namespace rolecall::store {

class PostgresConnection final : public Connection {
 public:
  /// Does not connect yet. A statement that runs longer than the limit is ended by the server.
  PostgresConnection(std::string url, Duration statement_limit) : url_(std::move(url)), statement_limit_(statement_limit) {}

  /// Connects, or connects anew. Throws DatabaseFault.
  void connect();
  [[nodiscard]] bool is_usable() const;

  /// BEGIN travels together with the first statement, and so do locks: no round trip of their own.
  void begin(Transaction::Mode mode);
  /// Throws CommitOutcomeUnknown when the connection broke after COMMIT was sent, DatabaseFault when a statement had failed.
  void commit();
  /// Ends a read without waiting for the answer; it is read before the connection's next use.
  void end_read();
  /// The change is undone when this returns, or the connection is not usable any more.
  void rollback() noexcept;

  std::unique_ptr<Cursor> query(std::string_view sql, std::span<const Value> parameters) override;
  void query_together(std::span<const Statement> statements, const std::function<void(std::unique_ptr<Cursor>)>& read) override;
  std::int64_t execute(std::string_view sql, std::span<const Value> parameters) override;
  void script(std::string_view sql) override;
  void lock_row(std::string_view table, std::string_view key_column, std::string_view key) override;

 private:
  struct Prepared {
    std::string name;
    std::string signature;  // of its parameters: a null may come with another type than a value
  };
  struct Lock {
    std::string sql;
    std::string key;
  };
  /// A statement that was sent: the server owes its answer and, when it was not prepared before, that of its preparation.
  struct Sent {
    std::string sql;
    Prepared preparation;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  PostgresResult run(std::string_view sql, std::span<const Value> parameters);
  void prepare_batch();
  [[nodiscard]] std::string prepared_name(std::string_view sql, std::string_view signature) const;
  void send(std::string_view sql, const PostgresParameters& parameters);
  void send_what_is_due();
  void send_end(std::string_view sql);
  void check_sent(int was_sent);
  std::vector<PostgresResult> finish_batch();
  std::vector<PostgresResult> read_batch();
  PostgresResult read_answers(const Sent& sent);
  PostgresResult read_answer();
  void read_sync();
  void settle();
  [[noreturn]] void fail(const PGresult* failed);

  const std::string url_;
  const Duration statement_limit_;
  PostgresSession session_;
  std::unordered_map<std::string, std::vector<Prepared>, TextHash, std::equal_to<>> statements_;
  std::size_t prepared_count_ = 0;
  PostgresParameters parameters_;
  PostgresParameters due_parameters_;

  std::string_view begin_due_;
  std::vector<Lock> locks_due_;
  std::vector<Sent> sent_;
  bool is_begun_ = false;
  bool plans_once_ = false;
  bool has_failed_ = false;
  bool is_lost_ = false;
};

}  // namespace rolecall::store
