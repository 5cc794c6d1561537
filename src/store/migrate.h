// The schema, as numbered steps written once in SQLite's STRICT dialect and translated for PostgreSQL.
#pragma once

#include <string>
#include <string_view>

#include "store/store.h"

namespace rolecall::store {

enum class Dialect { sqlite, postgres };

/// Applies every step that the database lacks, in one transaction, and waits for it; the version afterwards.
/// Throws DatabaseFault when the database is newer than this program.
int migrate_through(Store& store, Dialect dialect);

/// The version that this program's migrations lead to.
[[nodiscard]] int newest_schema_version();

/// INTEGER becomes BIGINT, BLOB becomes BYTEA, TEXT compares by bytes, STRICT disappears. Exposed for the tests.
[[nodiscard]] std::string translate(std::string_view sql, Dialect dialect);

}  // namespace rolecall::store
