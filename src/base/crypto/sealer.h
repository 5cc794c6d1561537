// Authenticated encryption of small stored secrets under the master key (XChaCha20-Poly1305), bound to where they stand.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "base/crypto/encoding.h"
#include "base/crypto/secret.h"
#include "base/result.h"

namespace rolecall::crypto {

/// Each purpose has its own sub-key. The numbers stand in stored data: never reuse or change one.
enum class Purpose : std::uint8_t {
  totp_secret = 1,
  mail = 2,           // mails that carry a token, until they are sent
  trial_address = 3,  // keyed hash: addresses whose trial is used, remembered beyond erasure
  cursor = 4,         // keyed hash: pages' cursors, so that nobody forges one
  fingerprint = 5,    // keyed hash: tells one master key from another
  throttle = 6,       // keyed hash: whose attempts are counted, without naming anybody
  quote = 7,          // keyed hash: quotes carry their own inputs, so that nobody forges one
  team_key = 8,       // the key of a team's clinical content
  clinical = 9,       // under a team's key: clinical content
  search = 10,        // under a team's key, keyed hash: what finds a session, and what an engine sent
  request = 11,       // keyed hash: what was asked under an Idempotency-Key
};

using KeyVersion = std::uint32_t;

class Sealer {
 public:
  /// INVARIANT: `master_keys` is not empty; the highest version seals, all of them open.
  explicit Sealer(std::map<KeyVersion, Secret> master_keys);

  /// Raw octets, 45 longer than `plaintext`; differs at every call. `binding` says where the value will stand (such as
  /// `user/usr_1/totp`) and must be given again to open it, so that a sealed value moved elsewhere does not open.
  [[nodiscard]] Bytes seal(Purpose purpose, std::string_view binding, std::string_view plaintext) const;

  /// The plaintext. Error: `unavailable` (`sealed_value_unreadable`) when anything at all differs, or the key is not here.
  [[nodiscard]] Result<Bytes> open(Purpose purpose, std::string_view binding, std::string_view sealed) const;

  /// A stable pseudonym of the message that only holders of the master key can compute. Always of the lowest key version,
  /// so that it outlives rotation.
  [[nodiscard]] Digest pseudonym(Purpose purpose, std::string_view message) const;

 private:
  std::map<KeyVersion, Secret> master_keys_;
};

}  // namespace rolecall::crypto
