// From PostgreSQL's error codes to the store's faults, without the values that its messages may hold.
#pragma once

#include <libpq-fe.h>

namespace rolecall::store {

/// Throws what fits the failed answer: see fault.h.
[[noreturn]] void throw_fault(const PGresult* failed);

/// This connection ended, or is no good any more (its prepared statements went stale): a new one may do.
[[nodiscard]] bool ends_connection(const PGresult* failed);

}  // namespace rolecall::store
