#include "audit/merkle.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "base/crypto/hash.h"

namespace rolecall::audit {
namespace {

std::vector<Digest> leaves_of(std::size_t count) {
  std::vector<Digest> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(crypto::sha256("leaf " + std::to_string(i)));
  return leaves;
}

Digest sha256_of(char prefix, const Digest& a) { return crypto::sha256(std::string(1, prefix) + std::string(crypto::octets(a))); }
Digest sha256_of(char prefix, const Digest& a, const Digest& b) {
  return crypto::sha256(std::string(1, prefix) + std::string(crypto::octets(a)) + std::string(crypto::octets(b)));
}

TEST(Merkle, tree_is_built_as_rfc_6962_says) {
  EXPECT_EQ(crypto::to_hex(merkle_root({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const auto l = leaves_of(3);
  const Digest left = sha256_of('\1', sha256_of('\0', l[0]), sha256_of('\0', l[1]));
  EXPECT_EQ(merkle_root(l), sha256_of('\1', left, sha256_of('\0', l[2])));
  EXPECT_EQ(merkle_root(std::span(l).first(1)), sha256_of('\0', l[0]));
}

TEST(Merkle, proof_shows_each_leaf_of_trees_of_every_shape) {
  for (std::size_t size = 1; size <= 33; ++size) {
    const auto leaves = leaves_of(size);
    const Digest root = merkle_root(leaves);
    for (std::size_t i = 0; i < size; ++i) {
      const auto proof = inclusion_proof(leaves, i);
      EXPECT_EQ(verify_inclusion(leaves[i], i, size, proof, root), Inclusion::proved) << i << " of " << size;
    }
  }
}

TEST(Merkle, proof_refutes_another_leaf_place_size_path_or_root) {
  constexpr std::size_t size = 13;
  const auto leaves = leaves_of(size);
  const Digest root = merkle_root(leaves);
  for (std::size_t i = 0; i < size; ++i) {
    const auto proof = inclusion_proof(leaves, i);
    EXPECT_EQ(verify_inclusion(leaves[(i + 1) % size], i, size, proof, root), Inclusion::refuted);
    for (std::size_t other = 0; other <= size; ++other) {
      if (other != i) {
        EXPECT_EQ(verify_inclusion(leaves[i], other, size, proof, root), Inclusion::refuted);
      }
    }
    auto longer = proof;
    longer.push_back(root);
    EXPECT_EQ(verify_inclusion(leaves[i], i, size, longer, root), Inclusion::refuted);
    EXPECT_EQ(verify_inclusion(leaves[i], i, size, std::span(proof).first(proof.size() - 1), root), Inclusion::refuted);
    EXPECT_EQ(verify_inclusion(leaves[i], i, size, proof, leaves[0]), Inclusion::refuted);
  }
}

TEST(Merkle, knows_no_leaf_beyond_the_last) {
  EXPECT_THROW((void)inclusion_proof(leaves_of(3), 3), std::out_of_range);
  EXPECT_EQ(verify_inclusion(leaves_of(1)[0], 0, 0, {}, merkle_root({})), Inclusion::refuted);
}

}  // namespace
}  // namespace rolecall::audit
