#include <gtest/gtest.h>

#include "base/crypto/sealer.h"

namespace rolecall::crypto {
namespace {

Sealer sealer_of(char fill) { return Sealer({{1, Secret(std::string(32, fill))}}); }

TEST(Sealer, opens_what_it_sealed) {
  const Sealer sealer = sealer_of('k');
  for (const std::string& text : {std::string(), std::string("x"), std::string(100000, 'y'), std::string("a\0b", 3)}) {
    const Bytes sealed = sealer.seal(Purpose::totp_secret, "user/usr_1", text);
    EXPECT_EQ(sealed.size(), text.size() + 45);
    EXPECT_EQ(sealer.open(Purpose::totp_secret, "user/usr_1", sealed), text);
  }
}

TEST(Sealer, never_gives_the_same_octets_twice_and_never_shows_the_text) {
  const Sealer sealer = sealer_of('k');
  const Bytes sealed = sealer.seal(Purpose::mail, "m", "the token is here");
  EXPECT_NE(sealed, sealer.seal(Purpose::mail, "m", "the token is here"));
  EXPECT_EQ(sealed.find("token"), Bytes::npos);
}

TEST(Sealer, does_not_open_when_any_bit_is_flipped_or_any_octet_is_missing) {
  const Sealer sealer = sealer_of('k');
  const Bytes sealed = sealer.seal(Purpose::totp_secret, "user/usr_1", "secret");
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    Bytes damaged = sealed;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(sealer.open(Purpose::totp_secret, "user/usr_1", damaged)) << bit;
  }
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(sealer.open(Purpose::totp_secret, "user/usr_1", sealed.substr(0, size))) << size;
  }
}

TEST(Sealer, does_not_open_elsewhere_for_another_purpose_or_with_another_key) {
  const Sealer sealer = sealer_of('k');
  const Bytes sealed = sealer.seal(Purpose::totp_secret, "user/usr_1", "secret");
  EXPECT_FALSE(sealer.open(Purpose::totp_secret, "user/usr_2", sealed));
  EXPECT_FALSE(sealer.open(Purpose::mail, "user/usr_1", sealed));
  const auto refused = sealer_of('x').open(Purpose::totp_secret, "user/usr_1", sealed);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::unavailable);
  EXPECT_EQ(refused.error().name, "sealed_value_unreadable");
}

TEST(Sealer, gives_pseudonyms_that_are_stable_and_differ_by_key_and_purpose) {
  const Digest pseudonym = sealer_of('k').pseudonym(Purpose::trial_address, "ada@example.org");
  EXPECT_EQ(pseudonym, sealer_of('k').pseudonym(Purpose::trial_address, "ada@example.org"));
  EXPECT_NE(pseudonym, sealer_of('x').pseudonym(Purpose::trial_address, "ada@example.org"));
  EXPECT_NE(pseudonym, sealer_of('k').pseudonym(Purpose::cursor, "ada@example.org"));
  EXPECT_NE(pseudonym, sealer_of('k').pseudonym(Purpose::trial_address, "bob@example.org"));
}

TEST(Sealer, keeps_its_pseudonyms_when_the_master_key_is_rotated) {
  const Sealer rotated({{1, Secret(std::string(32, 'k'))}, {2, Secret(std::string(32, 'n'))}});
  EXPECT_EQ(rotated.pseudonym(Purpose::trial_address, "a"), sealer_of('k').pseudonym(Purpose::trial_address, "a"));
}

}  // namespace
}  // namespace rolecall::crypto
