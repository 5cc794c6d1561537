// A bounded pool of threads for password hashing, so that sign-ins never stall other requests (SPEC section 3).
#pragma once

#include <cstddef>

#include "base/work_pool.h"

namespace rolecall::crypto {

class PasswordPool : public WorkPool {
 public:
  struct Limits {
    std::size_t threads = 1;  // each needs 19 MiB while it hashes
    std::size_t waiting = 64;
  };

  PasswordPool() : PasswordPool(Limits{}) {}
  explicit PasswordPool(Limits limits);
};

}  // namespace rolecall::crypto
