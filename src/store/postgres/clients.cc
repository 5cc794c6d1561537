#include "store/postgres/clients.h"

#include <string_view>

#include "store/fault.h"
#include "store/postgres/postgres_open.h"
#include "store/postgres/postgres_result.h"

namespace rolecall::store {
namespace {

constexpr int most_looks = 20;

/// By the name under which this session, too, is known: the URL may have set another one. Looks again after a tenth of a second.
constexpr const char* others =
    "SELECT count(*), pg_sleep(CASE WHEN count(*) > 0 THEN 0.1 ELSE 0 END) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = current_setting('application_name')";

}  // namespace

bool has_other_clients(const std::string& url) {
  const auto session = open_session(url, seconds(10));
  if (PQexitPipelineMode(session.get()) != 1) throw DatabaseFault("PostgreSQL's pipeline mode does not end");
  for (int look = 0; look < most_looks; ++look) {
    const PostgresResult result(PQexec(session.get(), others));
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) throw DatabaseFault("PostgreSQL does not say who uses the database");
    if (std::string_view(PQgetvalue(result.get(), 0, 0)) == "0") return false;
  }
  return true;
}

}  // namespace rolecall::store
