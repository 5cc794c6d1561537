#include "base/crypto/master_key.h"

#include "base/crypto/init.h"
#include "base/crypto/key_file.h"

namespace rolecall::crypto {

Result<KeyVersion> newest_master_key(const std::filesystem::path& directory) {
  const auto keys = read_key_file(directory);
  if (!keys) return std::unexpected(keys.error());
  return keys->master.rbegin()->first;
}

Result<KeyVersion> add_master_key(const std::filesystem::path& directory) {
  init();
  auto keys = read_key_file(directory);
  if (!keys) return std::unexpected(keys.error());
  const KeyVersion version = keys->master.rbegin()->first + 1;
  keys->master.emplace(version, Secret::random());
  if (const auto written = replace_key_file(directory, *keys); !written) return std::unexpected(written.error());
  return version;
}

}  // namespace rolecall::crypto
