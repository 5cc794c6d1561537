#include "base/crypto/init.h"

#include <sodium.h>

#include <stdexcept>

namespace rolecall::crypto {

void init() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start: no source of random numbers");
}

}  // namespace rolecall::crypto
