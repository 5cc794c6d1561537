// The key directory (`--key-dir`): the master key and the signing key. Never inside the data, never in a backup.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/crypto/sealer.h"
#include "base/crypto/signing.h"
#include "base/result.h"

namespace rolecall::crypto {

enum class MissingKeys { create, refuse };

class KeyRing {
 public:
  /// Reads `DIR/rolecall.keys`. When there is none and `missing` says so, makes the directory (0700) and the file (0600)
  /// at once and for good: two servers that start together end with the same keys, a crash leaves none or all.
  /// Errors: `unavailable` with one line naming the path, when the directory or file is readable for others or belongs to
  /// another user, is damaged, or is missing and must exist. INVARIANT for callers: `create` only when there is no data yet.
  [[nodiscard]] static Result<KeyRing> open(const std::filesystem::path& directory, MissingKeys missing);

  [[nodiscard]] const Sealer& sealer() const { return sealer_; }
  [[nodiscard]] const SigningKey& signing_key() const { return signing_key_; }

  /// 64 hex digits, kept beside the data at the first start and compared at each later one: other keys, other text.
  /// Tells nothing about the keys.
  [[nodiscard]] std::string fingerprint() const;

 private:
  KeyRing(Sealer sealer, SigningKey signing_key) : sealer_(std::move(sealer)), signing_key_(std::move(signing_key)) {}

  Sealer sealer_;
  SigningKey signing_key_;
};

}  // namespace rolecall::crypto
