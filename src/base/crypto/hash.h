// Digests: SHA-256 for what others verify (audit, tokens), keyed BLAKE2b for what only we can compute. Not for passwords.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/crypto/encoding.h"
#include "base/crypto/secret.h"

namespace rolecall::crypto {

[[nodiscard]] Digest sha256(std::string_view message);

/// BLAKE2b-256 keyed with `key` over (label, message), so that one key serves several uses that never collide.
[[nodiscard]] Digest keyed_hash(const Secret& key, std::string_view label, std::string_view message);

/// The length of the part as eight octets, most significant first, then the part itself: joins texts so that no two lists of
/// parts collide.
void append_length_prefixed(Bytes& out, std::string_view part);

}  // namespace rolecall::crypto
