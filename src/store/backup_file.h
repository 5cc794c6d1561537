// The file of a backup: new, for its owner alone, and on the disk before anybody is told that it is there.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/result.h"

namespace rolecall::store {

/// Creates the file, lets `fill` write it and syncs it; removed again when that fails or throws.
/// Errors: `conflict` when the file exists, and those of `fill`. Throws DatabaseFault.
[[nodiscard]] Result<Done> make_backup_file(const std::string& file, const std::function<Result<Done>()>& fill);

/// Makes a database file that is complete and closed the one at `target`, on the disk when this returns. What a killed server
/// left of a write-ahead log beside `target` belongs to no file any more, and would be played into this one: it goes. INVARIANT:
/// nothing is open at `target`; both are in one file system. Throws DatabaseFault or std::filesystem::filesystem_error.
void put_database_in_place(const std::filesystem::path& file, const std::filesystem::path& target);

}  // namespace rolecall::store
