#include "base/crypto/sealer.h"

#include <sodium.h>

#include <optional>
#include <stdexcept>
#include <utility>

#include "base/crypto/hash.h"
#include "base/crypto/token.h"

namespace rolecall::crypto {
namespace {

// A sealed value: format (1 octet), key version (4, most significant first), nonce (24), ciphertext, tag (16).
constexpr char format = 1;
constexpr std::size_t header_size = 5;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(header_size + nonce_size + tag_size == 45, "the header of this file says so");
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == Secret::size && crypto_kdf_KEYBYTES == Secret::size);

Secret sub_key(const Secret& master, Purpose purpose) {
  Secret key;
  crypto_kdf_derive_from_key(key.data(), Secret::size, static_cast<std::uint64_t>(purpose), "rolecall", master.data());
  return key;
}

Bytes header_of(KeyVersion version) {
  Bytes header(1, format);
  for (int shift = 24; shift >= 0; shift -= 8) header += static_cast<char>((version >> shift) & 0xFFU);
  return header;
}

std::optional<KeyVersion> version_of(std::string_view sealed) {
  if (sealed.size() < header_size + nonce_size + tag_size || sealed[0] != format) return std::nullopt;
  KeyVersion version = 0;
  for (std::size_t i = 1; i < header_size; ++i) version = (version << 8U) | static_cast<unsigned char>(sealed[i]);
  return version;
}

/// What the tag covers beside the ciphertext. The purpose is in the sub-key already.
Bytes associated_data(std::string_view header, std::string_view binding) { return Bytes(header) + Bytes(binding); }

std::unexpected<Error> unreadable() {
  return fail(Code::unavailable, "sealed_value_unreadable",
              "a sealed value does not open: it was damaged or moved, or was sealed with another master key");
}

}  // namespace

Sealer::Sealer(std::map<KeyVersion, Secret> master_keys) : master_keys_(std::move(master_keys)) {
  if (master_keys_.empty()) throw std::invalid_argument("a sealer needs a master key");
}

Bytes Sealer::seal(Purpose purpose, std::string_view binding, std::string_view plaintext) const {
  const auto& [version, master] = *master_keys_.rbegin();
  const Secret key = sub_key(master, purpose);
  const Bytes header = header_of(version);
  const Bytes nonce = random_bytes(nonce_size);
  const Bytes bound = associated_data(header, binding);
  Bytes ciphertext(plaintext.size() + tag_size, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(ciphertext.data()), nullptr, octets_of(plaintext),
                                             plaintext.size(), octets_of(bound), bound.size(), nullptr, octets_of(nonce),
                                             key.data());
  return header + nonce + ciphertext;
}

Result<Bytes> Sealer::open(Purpose purpose, std::string_view binding, std::string_view sealed) const {
  const auto version = version_of(sealed);
  const auto master = version ? master_keys_.find(*version) : master_keys_.end();
  if (master == master_keys_.end()) return unreadable();
  const Secret key = sub_key(master->second, purpose);
  const Bytes bound = associated_data(sealed.substr(0, header_size), binding);
  const std::string_view nonce = sealed.substr(header_size, nonce_size);
  const std::string_view ciphertext = sealed.substr(header_size + nonce_size);
  Bytes plaintext(ciphertext.size() - tag_size, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plaintext.data()), nullptr,
                                                                nullptr, octets_of(ciphertext), ciphertext.size(),
                                                                octets_of(bound), bound.size(), octets_of(nonce), key.data());
  if (failed != 0) return unreadable();
  return plaintext;
}

Digest Sealer::pseudonym(Purpose purpose, std::string_view message) const {
  return keyed_hash(sub_key(master_keys_.begin()->second, purpose), "rolecall pseudonym v1", message);
}

}  // namespace rolecall::crypto
