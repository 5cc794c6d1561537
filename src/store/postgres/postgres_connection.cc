#include "store/postgres/postgres_connection.h"

#include <array>
#include <charconv>

#include "store/postgres/postgres_fault.h"

namespace rolecall::store {
namespace {

constexpr std::string_view begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
constexpr std::string_view begin_write = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
constexpr std::string_view commit_sql = "COMMIT";
constexpr std::string_view rollback_sql = "ROLLBACK";
/// Left to itself, PostgreSQL plans an ordered walk anew for every page, which costs more than to walk it.
constexpr std::string_view plan_once_sql = "SET LOCAL plan_cache_mode = force_generic_plan";

bool has_succeeded(const PGresult* answer) {
  const auto status = PQresultStatus(answer);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/// Not the failure itself, but that something before it in the batch failed.
bool was_skipped(const PGresult* answer) { return PQresultStatus(answer) == PGRES_PIPELINE_ABORTED; }

}  // namespace

void PostgresConnection::connect() {
  session_.reset();
  statements_.clear();
  sent_.clear();
  is_begun_ = false;
  session_ = open_session(url_, statement_limit_);
  is_lost_ = false;
}

bool PostgresConnection::is_usable() const { return session_ && !is_lost_ && PQstatus(session_.get()) == CONNECTION_OK; }

void PostgresConnection::begin(Transaction::Mode mode) {
  begin_due_ = mode == Transaction::Mode::read ? begin_read : begin_write;
  locks_due_.clear();
  plans_once_ = false;
  has_failed_ = false;
}

void PostgresConnection::lock_row(std::string_view table, std::string_view key_column, std::string_view key) {
  refuse_nul(key);
  // Weaker than FOR UPDATE, and as exclusive among those who lock: a foreign key to the row does not wait for it.
  std::string sql = "SELECT 1 FROM ";
  sql.append(table).append(" WHERE ").append(key_column).append(" = $1 FOR NO KEY UPDATE");
  locks_due_.push_back({std::move(sql), std::string(key)});
}

std::unique_ptr<Cursor> PostgresConnection::query(std::string_view sql, std::span<const Value> parameters) {
  return std::make_unique<PostgresCursor>(run(sql, parameters));
}

void PostgresConnection::query_together(std::span<const Statement> statements,
                                        const std::function<void(std::unique_ptr<Cursor>)>& read) {
  if (statements.empty()) return;
  for (const Statement& statement : statements) parameters_.set(statement.parameters);  // what it refuses, before any is sent
  prepare_batch();
  if (!std::exchange(plans_once_, true)) {
    due_parameters_.set({});
    send(plan_once_sql, due_parameters_);
  }
  for (const Statement& statement : statements) {
    parameters_.set(statement.parameters);
    send(statement.sql, parameters_);
  }
  auto answers = finish_batch();
  for (auto& answer : std::span(answers).last(statements.size())) read(std::make_unique<PostgresCursor>(std::move(answer)));
}

std::int64_t PostgresConnection::execute(std::string_view sql, std::span<const Value> parameters) {
  const PostgresResult result = run(sql, parameters);
  const std::string_view count = PQcmdTuples(result.get());
  std::int64_t changed = 0;
  std::from_chars(count.data(), count.data() + count.size(), changed);
  return changed;
}

PostgresResult PostgresConnection::run(std::string_view sql, std::span<const Value> parameters) {
  parameters_.set(parameters);
  prepare_batch();
  send(sql, parameters_);
  return std::move(finish_batch().back());
}

/// What must leave before the statements that are asked for.
void PostgresConnection::prepare_batch() {
  if (has_failed_) throw DatabaseFault("a statement of this transaction has failed before");
  settle();
  send_what_is_due();
}

void PostgresConnection::script(std::string_view sql) {
  prepare_batch();
  if (!sent_.empty()) finish_batch();
  check_sent(PQexitPipelineMode(session_.get()));
  const PostgresResult result(PQexec(session_.get(), std::string(sql).c_str()));
  check_sent(PQenterPipelineMode(session_.get()));
  if (!has_succeeded(result.get()) && PQresultStatus(result.get()) != PGRES_EMPTY_QUERY) fail(result.get());
}

/// Empty: it is yet to be prepared. What this very batch prepares counts.
std::string PostgresConnection::prepared_name(std::string_view sql, std::string_view signature) const {
  if (const auto found = statements_.find(sql); found != statements_.end()) {
    for (const Prepared& prepared : found->second) {
      if (prepared.signature == signature) return prepared.name;
    }
  }
  for (const Sent& sent : sent_) {
    if (sent.sql == sql && sent.preparation.signature == signature) return sent.preparation.name;
  }
  return {};
}

void PostgresConnection::send(std::string_view sql, const PostgresParameters& parameters) {
  std::string name = prepared_name(sql, parameters.signature());
  Sent& sent = sent_.emplace_back();
  if (name.empty()) {
    name = "s" + std::to_string(++prepared_count_);
    sent = {std::string(sql), {name, parameters.signature()}};
    check_sent(PQsendPrepare(session_.get(), name.c_str(), sent.sql.c_str(), parameters.count(), parameters.types()));
  }
  constexpr int binary = 1;
  check_sent(PQsendQueryPrepared(session_.get(), name.c_str(), parameters.count(), parameters.data(), parameters.lengths(),
                                 parameters.formats(), binary));
}

void PostgresConnection::send_what_is_due() {
  if (!begin_due_.empty()) {
    due_parameters_.set({});
    send(std::exchange(begin_due_, {}), due_parameters_);
    is_begun_ = true;
  }
  for (const Lock& lock : locks_due_) {
    due_parameters_.set(std::array<Value, 1>{Value{std::string_view(lock.key)}});
    send(lock.sql, due_parameters_);
  }
  locks_due_.clear();
}

/// A batch that did not leave as a whole is undone by closing the connection.
void PostgresConnection::check_sent(int was_sent) {
  if (was_sent == 1) return;
  is_lost_ = true;
  throw DatabaseFault("the connection to the database broke");
}

std::vector<PostgresResult> PostgresConnection::finish_batch() {
  check_sent(PQpipelineSync(session_.get()));
  return read_batch();
}

/// The answer of each statement of the batch. The first failure among them is thrown after all was read.
std::vector<PostgresResult> PostgresConnection::read_batch() {
  std::vector<PostgresResult> answers;
  answers.reserve(sent_.size());
  PostgresResult failed;
  for (const Sent& sent : sent_) {
    PostgresResult& answer = answers.emplace_back(read_answers(sent));
    if (!failed && !has_succeeded(answer.get()) && !was_skipped(answer.get())) failed = std::move(answer);
  }
  sent_.clear();
  read_sync();
  if (failed) fail(failed.get());
  return answers;
}

/// The failure when one of the two failed.
PostgresResult PostgresConnection::read_answers(const Sent& sent) {
  if (sent.preparation.name.empty()) return read_answer();
  PostgresResult preparation = read_answer();
  PostgresResult answer = read_answer();
  if (!has_succeeded(preparation.get())) return preparation;
  statements_[sent.sql].push_back(sent.preparation);
  return answer;
}

PostgresResult PostgresConnection::read_answer() {
  PostgresResult answer(PQgetResult(session_.get()));
  if (!answer) fail(nullptr);
  if (PQresultStatus(answer.get()) == PGRES_PIPELINE_SYNC) return answer;
  while (const PostgresResult rest{PQgetResult(session_.get())}) {
  }
  return answer;
}

void PostgresConnection::read_sync() {
  if (PQresultStatus(read_answer().get()) == PGRES_PIPELINE_SYNC) return;
  is_lost_ = true;
}

/// Reads the answer of a read's end, for which nobody waited. Only that the connection broke matters to the next.
void PostgresConnection::settle() {
  if (sent_.empty()) return;
  try {
    read_batch();
  } catch (const DatabaseFault&) {
    if (!is_usable()) throw;
    has_failed_ = false;
  }
}

void PostgresConnection::fail(const PGresult* failed) {
  has_failed_ = true;
  is_lost_ = is_lost_ || ends_connection(failed) || PQstatus(session_.get()) != CONNECTION_OK;
  throw_fault(failed);
}

void PostgresConnection::send_end(std::string_view sql) {
  begin_due_ = {};
  locks_due_.clear();
  due_parameters_.set({});
  send(sql, due_parameters_);
}

void PostgresConnection::commit() {
  if (has_failed_) throw DatabaseFault("a use case went on after a failed statement");
  if (!is_begun_) return;
  try {
    send_end(commit_sql);
    const PostgresResult answer = std::move(finish_batch().back());
    is_begun_ = false;
    if (std::string_view(PQcmdStatus(answer.get())) != commit_sql) throw DatabaseFault("PostgreSQL rolled the transaction back");
  } catch (const DatabaseFault&) {
    if (is_usable()) throw;
    throw CommitOutcomeUnknown("the connection broke during COMMIT: the change may or may not have happened");
  }
}

void PostgresConnection::end_read() {
  if (!is_begun_) return;
  send_end(commit_sql);
  check_sent(PQpipelineSync(session_.get()));
  is_begun_ = false;
}

void PostgresConnection::rollback() noexcept {
  if (!is_begun_ || !is_usable()) return;
  try {
    // An unfinished batch has unread answers in the way.
    if (!sent_.empty()) throw DatabaseFault("a batch was left unfinished");
    send_end(rollback_sql);
    finish_batch();
  } catch (...) {
    is_lost_ = true;
  }
  is_begun_ = false;
}

}  // namespace rolecall::store
