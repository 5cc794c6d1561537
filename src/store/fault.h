// What a database can fail with. Thrown, never returned: the expected outcomes of a use case are in base/result.h.
// The messages name tables, indexes and error codes, never values.
#pragma once

#include <stdexcept>

namespace rolecall::store {

/// The database could not do it: disk full, connection lost, broken file. Answered with 503.
struct DatabaseFault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// More work is waiting than the store takes, or a lock was not had in time; nothing was done. Answered with 503: try later.
struct Overloaded : DatabaseFault {
  using DatabaseFault::DatabaseFault;
};

/// A unique index, a foreign key, a CHECK or a trigger refused the row. Use cases decide before they write, so only a race
/// comes here.
struct ConstraintViolation : DatabaseFault {
  using DatabaseFault::DatabaseFault;
};

/// The transaction lost against another one (deadlock, serialization); the store has run it again several times in vain.
struct TransactionConflict : DatabaseFault {
  using DatabaseFault::DatabaseFault;
};

/// The connection broke after COMMIT was sent: the change may or may not have happened. Never run again by the store.
struct CommitOutcomeUnknown : DatabaseFault {
  using DatabaseFault::DatabaseFault;
};

}  // namespace rolecall::store
