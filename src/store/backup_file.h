// The file of a backup: new, for its owner alone, and on the disk before anybody is told that it is there.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace rolecall::store {

/// Creates the file, lets `fill` write it and syncs it; removed again when that fails or throws.
/// Errors: `conflict` when the file exists, and those of `fill`. Throws DatabaseFault.
[[nodiscard]] Result<Done> make_backup_file(const std::string& file, const std::function<Result<Done>()>& fill);

}  // namespace rolecall::store
