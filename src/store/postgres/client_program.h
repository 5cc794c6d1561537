// Runs PostgreSQL's own programs (`pg_dump`, `pg_restore`), which must be installed. The password stays out of their arguments,
// which every user of the machine could read. They say on stderr what went wrong.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace rolecall::store {

/// Runs `words` with its standard output in `output`, against the database of the URL. Blocks until it ends.
/// Errors: `unavailable` when it is not installed or failed. Throws DatabaseFault when the URL cannot be read.
[[nodiscard]] Result<Done> run_client_program(const std::string& url, std::vector<std::string> words, int output);

/// The name of the database that the URL leads to; empty: libpq's default.
[[nodiscard]] std::string database_name(const std::string& url);

}  // namespace rolecall::store
