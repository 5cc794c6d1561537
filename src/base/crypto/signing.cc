#include "base/crypto/signing.h"

#include <sodium.h>

#include <algorithm>

#include "base/crypto/hash.h"

namespace rolecall::crypto {
namespace {

constexpr std::string_view pem_begin = "-----BEGIN PUBLIC KEY-----";
constexpr std::string_view pem_end = "-----END PUBLIC KEY-----";
// SubjectPublicKeyInfo of Ed25519 (RFC 8410 section 4): the key itself is all that follows.
constexpr std::string_view der_prefix("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);
constexpr std::size_t der_size = der_prefix.size() + 32;

/// Ed25519's secret key as libsodium keeps it (seed and public key), wiped when done with.
struct ExpandedKey {
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> bytes{};
  PublicKey public_key;
  explicit ExpandedKey(const Secret& seed) { crypto_sign_seed_keypair(public_key.bytes.data(), bytes.data(), seed.data()); }
  ~ExpandedKey() { sodium_memzero(bytes.data(), bytes.size()); }
  ExpandedKey(const ExpandedKey&) = delete;
  ExpandedKey& operator=(const ExpandedKey&) = delete;
};

}  // namespace

std::string PublicKey::id() const {
  const Digest digest = sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return "ed25519:" + to_hex(octets(digest).substr(0, 8));
}

std::string PublicKey::to_pem() const {
  Bytes der(der_prefix);
  der.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  std::string base64(sodium_base64_ENCODED_LEN(der_size, sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(base64.data(), base64.size(), octets_of(der), der.size(), sodium_base64_VARIANT_ORIGINAL);
  base64.pop_back();  // the terminating NUL
  return std::string(pem_begin) + "\n" + base64 + "\n" + std::string(pem_end) + "\n";
}

std::optional<PublicKey> PublicKey::from_pem(std::string_view pem) {
  const auto begin = pem.find(pem_begin);
  if (begin == std::string_view::npos) return std::nullopt;
  std::string_view body = pem.substr(begin + pem_begin.size());
  const auto end = body.find(pem_end);
  if (end == std::string_view::npos) return std::nullopt;
  body = body.substr(0, end);

  Bytes der(der_size, '\0');
  std::size_t size = 0;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(der.data()), der.size(), body.data(), body.size(),
                                       " \r\n", &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (failed != 0 || size != der_size || !der.starts_with(der_prefix)) return std::nullopt;
  PublicKey key;
  std::ranges::copy(std::string_view(der).substr(der_prefix.size()), key.bytes.begin());
  return key;
}

SigningKey::SigningKey(const Secret& seed) : seed_(seed), public_key_(ExpandedKey(seed).public_key) {}

Bytes SigningKey::sign(std::string_view message) const {
  const ExpandedKey key(seed_);
  Bytes signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, octets_of(message), message.size(),
                       key.bytes.data());
  return signature;
}

SignatureCheck verify_signature(const PublicKey& key, std::string_view message, std::string_view signature) {
  if (signature.size() != crypto_sign_BYTES) return SignatureCheck::forged;
  const int failed = crypto_sign_verify_detached(octets_of(signature), octets_of(message), message.size(), key.bytes.data());
  return failed == 0 ? SignatureCheck::valid : SignatureCheck::forged;
}

}  // namespace rolecall::crypto
