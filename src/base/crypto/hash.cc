#include "base/crypto/hash.h"

#include <sodium.h>

namespace rolecall::crypto {

Digest sha256(std::string_view message) {
  Digest digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(message.data()), message.size());
  return digest;
}

Digest keyed_hash(const Secret& key, std::string_view label, std::string_view message) {
  Bytes input;
  append_length_prefixed(input, label);
  input += message;
  Digest digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(input.data()), input.size(), key.data(),
                     Secret::size);
  return digest;
}

void append_length_prefixed(Bytes& out, std::string_view part) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>((part.size() >> shift) & 0xFFU);
  out += part;
}

}  // namespace rolecall::crypto
