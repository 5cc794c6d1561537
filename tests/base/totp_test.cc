#include "base/totp.h"

#include <gtest/gtest.h>

#include <set>

namespace rolecall::totp {
namespace {

constexpr std::string_view secret = "12345678901234567890";

TEST(Totp, knows_the_vectors_of_rfc_6238) {
  // Appendix B has eight digits; six are their end.
  const std::pair<std::int64_t, const char*> vectors[] = {{59, "287082"},         {1111111109, "081804"},
                                                          {1111111111, "050471"}, {1234567890, "005924"},
                                                          {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [time, code] : vectors) EXPECT_EQ(code_at(secret, step_at({time * 1000})), code) << time;
}

TEST(Totp, accepts_the_step_before_and_after_for_clocks_that_differ) {
  const Instant now{1'800'000'015'000};
  const Step step = step_at(now);
  EXPECT_EQ(match(secret, code_at(secret, step - 2), now, {}), std::nullopt);
  EXPECT_EQ(match(secret, code_at(secret, step - 1), now, {}), step - 1);
  EXPECT_EQ(match(secret, code_at(secret, step), now, {}), step);
  EXPECT_EQ(match(secret, code_at(secret, step + 1), now, {}), step + 1);
  EXPECT_EQ(match(secret, code_at(secret, step + 2), now, {}), std::nullopt);
}

TEST(Totp, accepts_each_step_once_and_none_before_it_afterwards) {
  const Instant now{1'800'000'015'000};
  const Step step = step_at(now);
  EXPECT_EQ(match(secret, code_at(secret, step), now, step), std::nullopt);
  EXPECT_EQ(match(secret, code_at(secret, step - 1), now, step), std::nullopt);
  EXPECT_EQ(match(secret, code_at(secret, step + 1), now, step), step + 1);
  EXPECT_EQ(match(secret, code_at(secret, step), now, step - 1), step) << "its twin: the step is fresh";
}

TEST(Totp, ignores_spaces_and_refuses_everything_else) {
  const Instant now{1'800'000'015'000};
  const std::string code = code_at(secret, step_at(now));
  EXPECT_TRUE(match(secret, code.substr(0, 3) + " " + code.substr(3), now, {}));
  EXPECT_FALSE(match(secret, "", now, {}));
  EXPECT_FALSE(match(secret, code.substr(1), now, {}));
  EXPECT_FALSE(match(secret, code + "0", now, {}));
  EXPECT_FALSE(match("another secret", code, now, {}));
}

TEST(Totp, gives_authenticator_apps_an_address_with_escaped_names) {
  EXPECT_EQ(otpauth_uri("12345678901234567890", "St. Mary's & Co", "ada+x@example.org"),
            "otpauth://totp/St.%20Mary%27s%20%26%20Co:ada%2Bx%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=St.%20Mary%27s%20%26%20Co&algorithm=SHA1&digits=6&period=30");
}

TEST(TotpSecret, has_160_random_bits) {
  EXPECT_EQ(new_secret().size(), 20U);
  EXPECT_NE(new_secret(), new_secret());
}

TEST(RecoveryCodes, are_ten_different_ones_in_readable_groups) {
  const auto codes = new_recovery_codes();
  EXPECT_EQ(codes.size(), recovery_code_count);
  EXPECT_EQ(std::set(codes.begin(), codes.end()).size(), recovery_code_count);
  for (const auto& code : codes) {
    ASSERT_EQ(code.size(), 19U);
    for (std::size_t i = 0; i < code.size(); ++i) EXPECT_EQ(code[i] == '-', i % 5 == 4) << code;
    EXPECT_EQ(code.find_first_of("ilou"), std::string::npos) << code;
  }
}

TEST(RecoveryCodes, are_found_however_they_are_typed) {
  const std::string hash = recovery_code_hash("k3p9-7tz0-1mvx-w2ch");
  EXPECT_EQ(recovery_code_hash("K3P97TZ01MVXW2CH"), hash);
  EXPECT_EQ(recovery_code_hash(" k3p9 7tzo lmvx w2ch "), hash);
  EXPECT_EQ(recovery_code_hash("k3p9-7tzO-Imvx-w2ch"), hash);
  EXPECT_NE(recovery_code_hash("k3p9-7tz0-1mvx-w2cj"), hash);
  EXPECT_NE(recovery_code_hash(""), hash);
  EXPECT_EQ(hash.size(), 64U);
}

}  // namespace
}  // namespace rolecall::totp
