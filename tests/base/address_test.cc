#include "base/address.h"

#include <gtest/gtest.h>

namespace rolecall {
namespace {

TEST(Address, CaseAndUnicodeFormNeverMatter) {
  EXPECT_EQ(normalise_address(" Jane.DOE@Example.ORG "), "jane.doe@example.org");
  EXPECT_EQ(normalise_address("mu\u0308ller@kl\u0069\u0301nik.example"), normalise_address("MÜLLER@KLÍNIK.example"));
  EXPECT_EQ(normalise_address("straße@x.example"), normalise_address("STRASSE@X.EXAMPLE"));
}

TEST(Address, MailGoesToTheSpellingAsTyped) {
  const auto address = read_address("\t Jane.DOE@Example.ORG\n");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->spelling, "Jane.DOE@Example.ORG");
  EXPECT_EQ(address->key, "jane.doe@example.org");
}

TEST(Address, NormalisingTwiceIsNormalisingOnce) {
  for (const char* typed : {"A@B.c", "ΣΑΣ@x.example", "İ@x.example", "ﬁ@x.example", "ǅ@x.example"}) {
    const auto once = normalise_address(typed);
    ASSERT_TRUE(once) << typed;
    EXPECT_EQ(normalise_address(*once), once) << typed;
  }
}

TEST(Address, WhatIsNoAddressIsRefused) {
  for (const char* typed : {"",        "a",        "@",        "a@",          "@b.c",      "a@b",           "a@@b.c",
                            "a@b@c.d", "a b@c.d",  "a@b c.d",  "a@b..c",      "a@.b.c",    "a@b.c.",        ".a@b.c",
                            "a.@b.c",  "a..b@c.d", "<a@b.c>",  "a@b.c,d@e.f", "\"a\"@b.c", "a@[127.0.0.1]", "a;b@c.d",
                            "a:b@c.d", "a\\b@c.d", "a(b)@c.d", "a@-b.c",      "a@b-.c",    "a@b_c.d",       "a@b.c/d",
                            "\xFF@b.c"})
    EXPECT_FALSE(read_address(typed)) << typed;
}

TEST(Address, ALineEndInsideNeverPasses) {
  EXPECT_FALSE(read_address("a@b.c\r\nBcc: x@y.z"));
  EXPECT_FALSE(read_address("a\n@b.c"));
  EXPECT_FALSE(read_address("a@b.c\u2028x"));
  EXPECT_FALSE(read_address(std::string_view("a\0@b.c", 6)));
}

TEST(Address, InvisibleCharactersMakeNoSecondAddress) {
  for (const char* typed : {"ja\u200Bne@b.example", "ja\u00ADne@b.example", "jane@b\u2060.example", "ja\u00A0ne@b.example"})
    EXPECT_FALSE(read_address(typed)) << typed;
}

TEST(Address, LengthIsBoundedWithAndWithoutFolding) {
  const std::string domain = std::string(60, 'a') + "." + std::string(60, 'b') + "." + std::string(60, 'c');
  EXPECT_TRUE(read_address(std::string(64, 'x') + "@" + domain));
  EXPECT_FALSE(read_address(std::string(65, 'x') + "@" + domain));
  EXPECT_FALSE(read_address("x@" + std::string(64, 'a') + ".example"));
  EXPECT_FALSE(read_address(std::string(64, 'x') + "@" + domain + "." + std::string(10, 'd')));
}

TEST(Address, OrdinaryAddressesPass) {
  for (const char* typed : {"a@b.c", "o'neil+clinic@mail.example.org", "x_y-z%1@a-b.example", "用户@例え.example", "a.b.c@d.e.f"})
    EXPECT_TRUE(read_address(typed)) << typed;
}

}  // namespace
}  // namespace rolecall
