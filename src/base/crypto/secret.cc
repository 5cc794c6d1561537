#include "base/crypto/secret.h"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

namespace rolecall::crypto {

Secret::Secret(std::string_view bytes) {
  if (bytes.size() != size) throw std::invalid_argument("a secret has 32 octets");
  std::ranges::copy(bytes, bytes_.begin());
}

Secret::~Secret() { sodium_memzero(bytes_.data(), bytes_.size()); }

Secret Secret::random() {
  Secret secret;
  randombytes_buf(secret.bytes_.data(), size);
  return secret;
}

void wipe(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}

}  // namespace rolecall::crypto
