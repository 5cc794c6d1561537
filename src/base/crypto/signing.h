// Ed25519 signatures, and the PEM form of the public key in which auditors get it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/crypto/encoding.h"
#include "base/crypto/secret.h"

namespace rolecall::crypto {

struct PublicKey {
  std::array<std::uint8_t, 32> bytes{};
  bool operator==(const PublicKey&) const = default;

  /// Names the key: `ed25519:` and 16 hex digits of its SHA-256.
  [[nodiscard]] std::string id() const;
  /// SubjectPublicKeyInfo (RFC 8410) between `-----BEGIN PUBLIC KEY-----` lines, as `openssl pkey -pubin` reads it.
  [[nodiscard]] std::string to_pem() const;
  /// Nothing when the text is not the PEM form of an Ed25519 public key; line ends and text around the block do not matter.
  [[nodiscard]] static std::optional<PublicKey> from_pem(std::string_view pem);
};

class SigningKey {
 public:
  explicit SigningKey(const Secret& seed);

  [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
  /// 64 octets.
  [[nodiscard]] Bytes sign(std::string_view message) const;

 private:
  Secret seed_;
  PublicKey public_key_;
};

enum class SignatureCheck { valid, forged };
[[nodiscard]] SignatureCheck verify_signature(const PublicKey& key, std::string_view message, std::string_view signature);

}  // namespace rolecall::crypto
