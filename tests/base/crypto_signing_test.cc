#include <gtest/gtest.h>

#include "base/crypto/signing.h"
#include "base/crypto/token.h"

namespace rolecall::crypto {
namespace {

// RFC 8032 section 7.1, test 2.
constexpr const char* seed_hex = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
constexpr const char* public_hex = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
constexpr const char* signature_hex =
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb"
    "0c00";

SigningKey vector_key() { return SigningKey(Secret(*from_hex(seed_hex))); }

TEST(Signing, knows_the_vector_of_rfc_8032) {
  const SigningKey key = vector_key();
  EXPECT_EQ(to_hex(Digest(key.public_key().bytes)), public_hex);
  EXPECT_EQ(to_hex(key.sign("\x72")), signature_hex);
  EXPECT_EQ(verify_signature(key.public_key(), "\x72", *from_hex(signature_hex)), SignatureCheck::valid);
}

TEST(Signing, refuses_another_message_signature_key_or_length) {
  const SigningKey key = vector_key(), other(Secret::random());
  const Bytes signature = key.sign("message");
  Bytes flipped = signature;
  flipped[3] = static_cast<char>(flipped[3] ^ 1);
  EXPECT_EQ(verify_signature(key.public_key(), "messagE", signature), SignatureCheck::forged);
  EXPECT_EQ(verify_signature(key.public_key(), "message", flipped), SignatureCheck::forged);
  EXPECT_EQ(verify_signature(other.public_key(), "message", signature), SignatureCheck::forged);
  EXPECT_EQ(verify_signature(key.public_key(), "message", signature.substr(1)), SignatureCheck::forged);
  EXPECT_EQ(verify_signature(key.public_key(), "message", ""), SignatureCheck::forged);
}

TEST(PublicKey, is_written_as_the_pem_that_openssl_writes) {
  // `openssl pkey -pubout` of the vector's key.
  EXPECT_EQ(
      vector_key().public_key().to_pem(),
      "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n-----END PUBLIC KEY-----\n");
}

TEST(PublicKey, is_read_back_with_any_line_ends_and_text_around_it) {
  const PublicKey key = SigningKey(Secret::random()).public_key();
  EXPECT_EQ(PublicKey::from_pem(key.to_pem()), key);
  std::string windows = "From the clinic:\r\n";
  for (char c : key.to_pem()) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(PublicKey::from_pem(windows + "Regards"), key);
}

TEST(PublicKey, is_not_read_from_anything_else) {
  const std::string pem = vector_key().public_key().to_pem();
  EXPECT_FALSE(PublicKey::from_pem(""));
  EXPECT_FALSE(PublicKey::from_pem("-----BEGIN PUBLIC KEY-----"));
  EXPECT_FALSE(PublicKey::from_pem("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n"));
  EXPECT_FALSE(PublicKey::from_pem(pem.substr(0, 60) + pem.substr(64))) << "too short";
  std::string x25519 = pem;
  x25519.replace(x25519.find("K2Vw"), 4, "K2Vu");
  EXPECT_FALSE(PublicKey::from_pem(x25519)) << "a key of another kind";
}

TEST(PublicKey, has_an_id_of_its_own) {
  EXPECT_EQ(vector_key().public_key().id().size(), 8U + 16U);
  EXPECT_NE(vector_key().public_key().id(), SigningKey(Secret::random()).public_key().id());
}

}  // namespace
}  // namespace rolecall::crypto
