// Backups of a PostgreSQL database: files of `pg_dump`, which `pg_restore` and later versions of PostgreSQL read as well.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rolecall::store {

/// A consistent copy into a new file, while servers go on. Errors: as make_backup_file; `unavailable` when `pg_dump` failed.
[[nodiscard]] Result<Done> dump_database(const std::string& url, const std::string& file);

/// A fact of the table `installation` in a dump; nothing when the dump does not hold it.
/// Errors: `unavailable` when `pg_restore` cannot read the file.
[[nodiscard]] Result<std::optional<std::string>> installation_fact_in_dump(const std::string& url, const std::string& file,
                                                                           std::string_view name);

/// All or nothing. Errors: `conflict` when the database holds tables already, `unavailable` when `pg_restore` failed.
[[nodiscard]] Result<Done> restore_dump(const std::string& url, const std::string& file);

}  // namespace rolecall::store
