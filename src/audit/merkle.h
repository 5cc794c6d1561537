// The Merkle tree over the row hashes of a chain (RFC 6962 section 2.1): proves that one row is among all of them without
// showing the others.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/crypto/encoding.h"

namespace rolecall::audit {

using crypto::Digest;

/// Leaves are the rows' hashes as octets; leaf hash SHA-256(0x00 ‖ leaf), node hash SHA-256(0x01 ‖ left ‖ right). The root of
/// no leaves is SHA-256 of nothing.
[[nodiscard]] Digest merkle_root(std::span<const Digest> leaves);

/// The audit path of `leaves[index]`, from the bottom up. INVARIANT: index < leaves.size(); throws otherwise.
[[nodiscard]] std::vector<Digest> inclusion_proof(std::span<const Digest> leaves, std::size_t index);

enum class Inclusion { proved, refuted };

/// Whether `leaf` is the one numbered `index` among `size` leaves with this root. Refutes malformed proofs.
[[nodiscard]] Inclusion verify_inclusion(const Digest& leaf, std::size_t index, std::size_t size, std::span<const Digest> proof,
                                         const Digest& root);

}  // namespace rolecall::audit
