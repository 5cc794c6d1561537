#include "store/postgres/postgres_open.h"

#include <array>
#include <string_view>

#include "store/fault.h"
#include "store/postgres/postgres_result.h"

namespace rolecall::store {
namespace {

/// libpq quotes the URL when it cannot read it, so its own words are not passed on.
void check_url(const std::string& url) {
  char* message = nullptr;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), &message);
  PQfreemem(message);
  if (options == nullptr) throw DatabaseFault("the database's URL cannot be read");
  PQconninfoFree(options);
}

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

/// What stands before `dbname` holds unless the URL says otherwise.
PostgresSession connect(const std::string& url) {
  const std::array keys{
      "connect_timeout", "target_session_attrs",           "tcp_user_timeout", "fallback_application_name", "dbname",
      "client_encoding", static_cast<const char*>(nullptr)};
  const std::array values{"5", "read-write", "30000", "rolecall", url.c_str(), "UTF8", static_cast<const char*>(nullptr)};
  PostgresSession session(PQconnectdbParams(keys.data(), values.data(), 1));
  if (!session) throw std::bad_alloc();
  if (PQstatus(session.get()) != CONNECTION_OK) {
    throw DatabaseFault("cannot connect to PostgreSQL: " + first_line(PQerrorMessage(session.get())));
  }
  return session;
}

void check_encoding(PGconn* session) {
  const char* encoding = PQparameterStatus(session, "server_encoding");
  if (encoding == nullptr || std::string_view(encoding) != "UTF8") throw DatabaseFault("the database's encoding must be UTF8");
}

/// An acknowledged change is on the disk, whatever the server's default is; everything else ends in finite time. Every list has
/// an index in its order, of which it reads one page; a bitmap would read the whole team and sort it.
std::string settings(Duration statement_limit) {
  return "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';"
         "SET jit = off; SET enable_bitmapscan = off; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'; "
         "SET statement_timeout = " +
         std::to_string(statement_limit.ms);
}

void apply_settings(PGconn* session, const std::string& sql) {
  const PostgresResult result(PQexec(session, sql.c_str()));
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw DatabaseFault("PostgreSQL refused the session's settings");
}

}  // namespace

PostgresSession open_session(const std::string& url, Duration statement_limit) {
  check_url(url);
  PostgresSession session = connect(url);
  PQsetNoticeProcessor(session.get(), [](void*, const char*) {}, nullptr);
  check_encoding(session.get());
  apply_settings(session.get(), settings(statement_limit));
  if (PQenterPipelineMode(session.get()) != 1) throw DatabaseFault("PostgreSQL's pipeline mode is not to be had");
  return session;
}

}  // namespace rolecall::store
