// Argon2id between two transactions: a use case says in a read what has to be hashed, a pool does it, and the use case's
// write gets the outcome. So no password is ever hashed inside a transaction or on an I/O thread.
#pragma once

#include <optional>
#include <string>

#include "base/crypto/password.h"

namespace rolecall::service {

struct PasswordWork {
  /// Checks `password` against `hash` (crypto::dummy_hash() for unknown accounts, so that they cost the same).
  struct Check {
    std::string password;
    std::string hash;
  };
  std::optional<Check> check;
  std::optional<std::string> to_hash;
};

struct PasswordOutcome {
  bool matches = false;
  std::string checked_hash;  // the write must find this hash still stored, or somebody changed the password meanwhile
  std::string new_hash;
};

/// Takes some 20 ms for each hash; wipes nothing of the caller's.
[[nodiscard]] inline PasswordOutcome perform(const PasswordWork& work) {
  PasswordOutcome outcome;
  if (work.check) {
    outcome.matches = crypto::verify_password(work.check->hash, work.check->password) == crypto::PasswordCheck::matches;
    outcome.checked_hash = work.check->hash;
  }
  if (work.to_hash) outcome.new_hash = crypto::hash_password(*work.to_hash);
  return outcome;
}

}  // namespace rolecall::service
