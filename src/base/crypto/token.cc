#include "base/crypto/token.h"

#include <sodium.h>

#include "base/crypto/hash.h"
#include "base/crypto/token_shape.h"

namespace rolecall::crypto {

Bytes random_bytes(std::size_t count) {
  Bytes bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string random_token() { return to_base64url(random_bytes(token_size)); }

std::string token_hash(std::string_view token) { return to_hex(sha256(token)); }

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace rolecall::crypto
