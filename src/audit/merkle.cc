#include "audit/merkle.h"

#include <bit>
#include <stdexcept>
#include <string>

#include "base/crypto/hash.h"

namespace rolecall::audit {
namespace {

Digest leaf_hash(const Digest& leaf) { return crypto::sha256(std::string(1, '\0') + std::string(crypto::octets(leaf))); }

Digest node_hash(const Digest& left, const Digest& right) {
  return crypto::sha256(std::string(1, '\1') + std::string(crypto::octets(left)) + std::string(crypto::octets(right)));
}

/// RFC 6962 splits n > 1 leaves behind the largest power of two below n.
std::size_t split_of(std::size_t size) { return std::bit_floor(size - 1); }

}  // namespace

Digest merkle_root(std::span<const Digest> leaves) {
  if (leaves.empty()) return crypto::sha256("");
  if (leaves.size() == 1) return leaf_hash(leaves.front());
  const auto split = split_of(leaves.size());
  return node_hash(merkle_root(leaves.first(split)), merkle_root(leaves.subspan(split)));
}

std::vector<Digest> inclusion_proof(std::span<const Digest> leaves, std::size_t index) {
  if (index >= leaves.size()) throw std::out_of_range("no such leaf");
  if (leaves.size() == 1) return {};
  const auto split = split_of(leaves.size());
  const auto left = leaves.first(split), right = leaves.subspan(split);
  auto path = index < split ? inclusion_proof(left, index) : inclusion_proof(right, index - split);
  path.push_back(merkle_root(index < split ? right : left));
  return path;
}

// RFC 9162 section 2.1.3.2.
Inclusion verify_inclusion(const Digest& leaf, std::size_t index, std::size_t size, std::span<const Digest> proof,
                           const Digest& root) {
  if (index >= size) return Inclusion::refuted;
  std::size_t node = index, last = size - 1;
  Digest hash = leaf_hash(leaf);
  for (const Digest& sibling : proof) {
    if (last == 0) return Inclusion::refuted;
    if (node % 2 == 1 || node == last) {
      hash = node_hash(sibling, hash);
      while (node % 2 == 0 && node != 0) node /= 2, last /= 2;
    } else {
      hash = node_hash(hash, sibling);
    }
    node /= 2;
    last /= 2;
  }
  return last == 0 && hash == root ? Inclusion::proved : Inclusion::refuted;
}

}  // namespace rolecall::audit
