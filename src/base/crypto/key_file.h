// `rolecall.keys`: how the master and the signing keys lie in the key directory. For base/crypto only; others use keys.h.
#pragma once

#include <filesystem>
#include <map>

#include "base/crypto/sealer.h"
#include "base/crypto/secret.h"
#include "base/result.h"

namespace rolecall::crypto {

/// INVARIANT of a file: at least one of each.
struct KeyFile {
  std::map<KeyVersion, Secret> master;
  std::map<KeyVersion, Secret> signing;
};

// Errors of all: `unavailable` (`keys_unusable`) with one line naming the path.

[[nodiscard]] Result<Done> make_key_directory(const std::filesystem::path& directory);
[[nodiscard]] Result<KeyFile> read_key_file(const std::filesystem::path& directory);
/// New keys, unless there is a file already.
[[nodiscard]] Result<Done> create_key_file(const std::filesystem::path& directory);
/// At once and for good: a crash leaves the old file or the new one.
[[nodiscard]] Result<Done> replace_key_file(const std::filesystem::path& directory, const KeyFile& keys);

}  // namespace rolecall::crypto
