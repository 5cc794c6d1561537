// A signed checkpoint says: at this instant, this chain ended in this row. A copy that left the machine proves afterwards
// that nothing up to it was rewritten. Signs what it is given: whether the chain verifies is for chain.h to say.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "audit/chain.h"
#include "base/crypto/signing.h"
#include "base/time.h"

namespace rolecall::audit {

struct Checkpoint {
  std::string chain;
  Tip tip;  // the last row; that of `genesis` when there is none
  Instant at;
  std::string key_id;
  std::string signature;  // 128 hex digits: Ed25519 over `rolecall audit checkpoint v1`, a line feed and the canonical JSON
                          // of the checkpoint without its field `signature`
};

[[nodiscard]] Checkpoint sign_checkpoint(std::string_view chain, const Tip& tip, Instant at, const crypto::SigningKey& key);

[[nodiscard]] crypto::SignatureCheck verify_checkpoint(const Checkpoint& checkpoint, const crypto::PublicKey& key);

/// `{"checkpoint":{"at","chain","hash","key_id","seq","signature"}}` as canonical JSON, and back; nothing for any
/// other text.
[[nodiscard]] std::string encode_checkpoint(const Checkpoint& checkpoint);
[[nodiscard]] std::optional<Checkpoint> decode_checkpoint(std::string_view text);

}  // namespace rolecall::audit
