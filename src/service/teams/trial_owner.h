// Under which name the trial of an owner is remembered, beyond the erasure of his teams and his account. Starts no trial.
#pragma once

#include <string>

#include "base/crypto/encoding.h"
#include "service/environment.h"

namespace rolecall::service {

/// The keyed hash of a normalised address, as in `team.owner_hash` and `trial_used`: once per team and once per owner's address
/// (SPEC section 6). Whoever makes somebody the owner of a team writes it there.
[[nodiscard]] inline std::string trial_owner_hash(const Environment& environment, const std::string& address_key) {
  return crypto::to_hex(environment.keys.sealer().pseudonym(crypto::Purpose::trial_address, address_key));
}

}  // namespace rolecall::service
