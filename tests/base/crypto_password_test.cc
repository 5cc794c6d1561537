#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <latch>

#include "base/crypto/password.h"
#include "base/crypto/password_pool.h"
#include "base/crypto/password_rules.h"

namespace rolecall::crypto {
namespace {

TEST(Password, is_hashed_with_argon2id_of_19_mib_and_two_passes_under_a_salt) {
  const std::string hash = hash_password("quartz umbrella 77");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_NE(hash, hash_password("quartz umbrella 77"));
  EXPECT_FALSE(needs_rehash(hash));
}

TEST(Password, matches_only_itself) {
  const std::string hash = hash_password("quartz umbrella 77");
  EXPECT_EQ(verify_password(hash, "quartz umbrella 77"), PasswordCheck::matches);
  EXPECT_EQ(verify_password(hash, "quartz umbrella 78"), PasswordCheck::differs);
  EXPECT_EQ(verify_password(hash, ""), PasswordCheck::differs);
}

TEST(Password, matches_in_either_unicode_form_of_the_same_letters) {
  const std::string hash = hash_password("zahnb\xC3\xBCrste mit griff");
  EXPECT_EQ(verify_password(hash, "zahnbu\xCC\x88rste mit griff"), PasswordCheck::matches);
}

TEST(Password, with_nul_or_malformed_text_is_not_cut_short) {
  const std::string hash = hash_password(std::string("abc\0def", 7));
  EXPECT_EQ(verify_password(hash, "abc"), PasswordCheck::differs);
  EXPECT_EQ(verify_password(hash, std::string("abc\0def", 7)), PasswordCheck::matches);
  EXPECT_EQ(verify_password(hash_password("abc\xFF"), "abc\xFF"), PasswordCheck::matches);
  EXPECT_EQ(verify_password(hash_password("abc\xFF"), "abc\xFE"), PasswordCheck::differs);
}

TEST(Password, that_cannot_be_read_matches_nothing_and_asks_for_a_new_hash) {
  for (const char* hash : {"", "$argon2id$", "plain", "$2b$12$abcdefghijklmnopqrstuv"}) {
    EXPECT_EQ(verify_password(hash, ""), PasswordCheck::differs);
    EXPECT_TRUE(needs_rehash(hash));
  }
}

TEST(Password, hashed_with_older_parameters_still_matches_and_asks_for_a_new_hash) {
  const std::string hash = "$argon2id$v=19$m=8192,t=1,p=1$Q40nwM3IL61dtTKjo4OT2w$FBiBom3QAyfVeWvnFsU4ch7eEOMDJ96zTFv+8d0/CZ4";
  EXPECT_TRUE(needs_rehash(hash));
  EXPECT_EQ(verify_password(hash, "quartz umbrella 77"), PasswordCheck::matches);
}

TEST(DummyHash, costs_what_a_hash_of_today_costs) {
  EXPECT_FALSE(needs_rehash(dummy_hash()));
  EXPECT_EQ(verify_password(dummy_hash(), ""), PasswordCheck::differs);
}

struct Judged {
  const char* password;
  const char* address = "ada.lovelace@stmary.example";
};

class Refused : public ::testing::TestWithParam<Judged> {};
TEST_P(Refused, as_too_easy_to_guess) {
  const auto detail = check_new_password(GetParam().password, GetParam().address);
  ASSERT_TRUE(detail) << GetParam().password;
  EXPECT_NE(detail->find("easy to guess"), std::string::npos) << *detail;
}
INSTANTIATE_TEST_SUITE_P(
    CommonPassword, Refused,
    ::testing::Values(Judged{"passwordpassword"}, Judged{"Password12345678"}, Judged{"P@ssw0rd12345678"},
                      Judged{"123456789012345"}, Judged{"987654321987654"}, Judged{"aaaaaaaaaaaaaaaa"},
                      Judged{"abcabcabcabcabcabc"}, Judged{"qwertyuiopasdfghjkl"}, Judged{"1q2w3e4r5t6y7u8i9o0p"},
                      Judged{"1qaz2wsx3edc4rfv"}, Judged{"Welcome2026Welcome2026"}, Judged{"iloveyouforever!!!"},
                      Judged{"correct horse battery staple"}, Judged{"letmein-letmein-please"}, Judged{"changemechangeme1"},
                      Judged{"Administrator2026"}, Judged{"hospital clinic doctor"}, Judged{"rolecall rolecall 1"},
                      Judged{"ada.lovelace2026"}, Judged{"adalovelace-stmary"}, Judged{"ada.lovelace@stmary.example"},
                      Judged{"abcdefghijklmnopqrst"}, Judged{"               "}, Judged{"...............!"}));

class Accepted : public ::testing::TestWithParam<Judged> {};
TEST_P(Accepted, without_any_composition_rule) {
  const auto detail = check_new_password(GetParam().password, GetParam().address);
  EXPECT_FALSE(detail) << *detail;
}
INSTANTIATE_TEST_SUITE_P(
    OrdinaryPassphrase, Accepted,
    ::testing::Values(Judged{"quartz umbrella 77"}, Judged{"seven green kettles"}, Judged{"k7#mQ2!vLx9$wRtz"},
                      Judged{"zebra violin mountain"}, Judged{"meine katze mag regen"},
                      Judged{"\xE6\x98\x8E\xE5\xA4\xA9\xE7\x9A\x84\xE5\xA4\xA9\xE6\xB0\x94\xE4\xBC\x9A\xE5\xBE\x88"
                             "\xE5\xA5\xBD\xE6\x88\x91\xE4\xBB\xAC\xE5\x8E\xBB\xE7\x88\xAC\xE5\xB1\xB1\xE5\x90\xA7\xE4\xBA\x86"},
                      Judged{"8472910384751936"}, Judged{"password of my grandmother's boat", ""}));

TEST(PasswordLength, counts_characters_and_not_octets) {
  const std::string umlauts = "\xC3\xA4q\xC3\xB6w\xC3\xBCk zebra";  // 12 characters in 15 octets
  EXPECT_EQ(umlauts.size(), 15U);
  EXPECT_EQ(check_new_password(umlauts, ""), "must have at least 15 characters");
  EXPECT_FALSE(check_new_password(umlauts + "fin", ""));
}

TEST(PasswordLength, is_15_to_256) {
  std::string password = "zebra violin mo";
  EXPECT_FALSE(check_new_password(password, ""));
  EXPECT_TRUE(check_new_password(password.substr(1), ""));
  while (password.size() < 256) password += static_cast<char>('a' + (password.size() * 7 + password.size() / 5) % 26);
  EXPECT_FALSE(check_new_password(password, ""));
  EXPECT_EQ(check_new_password(password + "x", ""), "must have at most 256 characters");
  EXPECT_EQ(check_new_password(std::string(1'000'000, '\xC3'), ""), "must have at most 256 characters") << "told by its bytes";
}

TEST(PasswordText, refuses_nul_and_malformed_utf8) {
  EXPECT_TRUE(check_new_password(std::string("zebra violin\0 mountain", 22), ""));
  EXPECT_EQ(check_new_password("zebra violin mountain\xFF", ""), "must be UTF-8 text");
}

TEST(PasswordPool, runs_what_it_accepts_and_finishes_it_before_it_ends) {
  std::atomic<int> done = 0;
  {
    PasswordPool pool({.threads = 2, .waiting = 100});
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(pool.submit([&done] { ++done; }));
  }
  EXPECT_EQ(done, 100);
}

TEST(PasswordPool, refuses_beyond_its_queue_and_says_when_to_come_back) {
  std::promise<void> gate;
  std::latch started(1);
  PasswordPool pool({.threads = 1, .waiting = 2});
  ASSERT_TRUE(pool.submit([&, open = gate.get_future()]() mutable {
    started.count_down();
    open.wait();
  }));
  started.wait();
  EXPECT_TRUE(pool.submit([] {}));
  EXPECT_TRUE(pool.submit([] {}));
  const auto refused = pool.submit([] {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::throttled);
  EXPECT_GT(refused.error().retry_after_seconds, 0);
  gate.set_value();
}

TEST(PasswordPool, does_not_hold_up_whoever_submits) {
  std::promise<void> gate;
  PasswordPool pool({.threads = 1, .waiting = 8});
  ASSERT_TRUE(pool.submit([open = gate.get_future()]() mutable { open.wait(); }));
  std::promise<PasswordCheck> answer;
  ASSERT_TRUE(pool.submit([&answer] { answer.set_value(verify_password(dummy_hash(), "whatever it is")); }));
  auto future = answer.get_future();
  EXPECT_EQ(future.wait_for(std::chrono::seconds(0)), std::future_status::timeout) << "submit returned before the work was done";
  gate.set_value();
  EXPECT_EQ(future.get(), PasswordCheck::differs);
}

}  // namespace
}  // namespace rolecall::crypto
