// Starts libsodium. Everything else in this folder may be used after this, from any thread.
#pragma once

namespace rolecall::crypto {

/// Idempotent and thread-safe; throws when the library cannot start. `main` calls it first; KeyRing and PasswordPool do too.
void init();

}  // namespace rolecall::crypto
