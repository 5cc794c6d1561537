#include <gtest/gtest.h>

#include "base/crypto/encoding.h"
#include "base/crypto/hash.h"
#include "base/crypto/token.h"

namespace rolecall::crypto {
namespace {

TEST(Encoding, knows_the_vectors_of_rfc_4648) {
  EXPECT_EQ(to_base64url("foobar"), "Zm9vYmFy");
  EXPECT_EQ(to_base64url("fooba"), "Zm9vYmE");
  EXPECT_EQ(to_base64url("\xfb\xff"), "-_8");
  EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(to_base32("f"), "MY");
  EXPECT_EQ(to_hex("foobar"), "666f6f626172");
}

TEST(Encoding, reads_back_what_it_wrote_for_every_length) {
  for (std::size_t length = 0; length < 70; ++length) {
    const Bytes bytes = random_bytes(length);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
    EXPECT_EQ(from_base32(to_base32(bytes)), bytes);
  }
}

TEST(Encoding, knows_one_text_per_value) {
  EXPECT_FALSE(from_hex("0A"));
  EXPECT_FALSE(from_hex("0"));
  EXPECT_FALSE(from_base64url("Zm8="));
  EXPECT_FALSE(from_base64url("Zm9w Zg"));
  EXPECT_FALSE(from_base64url("Zg=="));
  EXPECT_TRUE(from_base64url("Zg"));
  EXPECT_FALSE(from_base64url("Zh")) << "the filling bits are set";
  EXPECT_FALSE(from_base64url("Z")) << "six bits are no octet";
  EXPECT_FALSE(from_base32("mzxw6"));
  EXPECT_FALSE(from_base32("MZX")) << "the last digit adds nothing";
}

TEST(Hash, is_sha_256) { EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); }

TEST(KeyedHash, depends_on_key_label_and_message_and_on_where_one_ends) {
  const Secret key(std::string(32, 'k')), other(std::string(32, 'o'));
  const Digest digest = keyed_hash(key, "label", "message");
  EXPECT_EQ(digest, keyed_hash(key, "label", "message"));
  EXPECT_NE(digest, keyed_hash(other, "label", "message"));
  EXPECT_NE(digest, keyed_hash(key, "labe", "lmessage"));
  EXPECT_NE(digest, keyed_hash(key, "label", "messag"));
}

TEST(Token, has_256_bits_in_text_that_fits_into_a_link) {
  const std::string token = random_token();
  EXPECT_EQ(token.size(), 43U);
  EXPECT_EQ(from_base64url(token)->size(), 32U);
  EXPECT_NE(token, random_token());
}

TEST(Token, is_stored_as_a_hash_that_does_not_hold_it) {
  EXPECT_EQ(token_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(token_hash(""), token_hash(std::string())) << "any text may be asked about";
}

TEST(Comparison, in_constant_time_is_still_a_comparison) {
  EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_FALSE(equal_in_constant_time("secret", "secreT"));
  EXPECT_FALSE(equal_in_constant_time("secret", "secret "));
}

TEST(Secret, refuses_another_length_and_wiping_leaves_nothing) {
  EXPECT_THROW(Secret(std::string(31, 'x')), std::invalid_argument);
  std::string text = "password";
  wipe(text);
  EXPECT_TRUE(text.empty());
}

}  // namespace
}  // namespace rolecall::crypto
