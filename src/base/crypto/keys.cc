#include "base/crypto/keys.h"

#include <utility>

#include "base/crypto/hash.h"
#include "base/crypto/init.h"
#include "base/crypto/key_file.h"

namespace rolecall::crypto {

Result<KeyRing> KeyRing::open(const std::filesystem::path& directory, MissingKeys missing) {
  init();
  if (missing == MissingKeys::create) {
    if (auto made = make_key_directory(directory); !made) return std::unexpected(made.error());
    if (auto created = create_key_file(directory); !created) return std::unexpected(created.error());
  }
  auto keys = read_key_file(directory);
  if (!keys) return std::unexpected(keys.error());
  return KeyRing(Sealer(std::move(keys->master)), SigningKey(keys->signing.rbegin()->second));
}

std::string KeyRing::fingerprint() const {
  Bytes both = to_hex(sealer_.pseudonym(Purpose::fingerprint, "master key")) + signing_key_.public_key().id();
  return to_hex(sha256(both));
}

}  // namespace rolecall::crypto
