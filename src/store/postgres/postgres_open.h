// Opening a session of PostgreSQL with the settings that the store relies on.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>

#include "base/time.h"

namespace rolecall::store {

struct ConnectionCloser {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using PostgresSession = std::unique_ptr<PGconn, ConnectionCloser>;

/// A session on the primary, in pipeline mode, speaking UTF-8, with limits on statements, locks and idle transactions.
/// Throws DatabaseFault; its text never holds the URL, in which a password may stand.
[[nodiscard]] PostgresSession open_session(const std::string& url, Duration statement_limit);

}  // namespace rolecall::store
