#include "base/crypto/password_pool.h"

#include "base/crypto/init.h"

namespace rolecall::crypto {

PasswordPool::PasswordPool(Limits limits)
    : WorkPool({limits.threads, limits.waiting, "too many sign-ins at this moment, try again shortly"}) {
  init();
}

}  // namespace rolecall::crypto
