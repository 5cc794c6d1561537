// The versions of the master key in a key directory. The highest seals, all of them open, the lowest makes the keyed hashes.
#pragma once

#include <filesystem>

#include "base/crypto/sealer.h"
#include "base/result.h"

namespace rolecall::crypto {

/// Errors as KeyRing::open.
[[nodiscard]] Result<KeyVersion> newest_master_key(const std::filesystem::path& directory);

/// Makes a new master key beside the old ones, which stay; its version. At once and for good: a crash leaves the old file or the
/// new one. Errors as KeyRing::open.
[[nodiscard]] Result<KeyVersion> add_master_key(const std::filesystem::path& directory);

}  // namespace rolecall::crypto
