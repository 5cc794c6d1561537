#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <future>
#include <iterator>
#include <set>

#include "base/crypto/keys.h"
#include "base/crypto/master_key.h"
#include "base/crypto/token.h"

namespace rolecall::crypto {
namespace {

namespace fs = std::filesystem;

class KeyDirectory : public ::testing::Test {
 protected:
  KeyDirectory()
      : root_(fs::temp_directory_path() / ("rolecall-keys-" + to_hex(random_bytes(8)))), keys_(root_ / "deep" / "keys") {}
  ~KeyDirectory() override { fs::remove_all(root_); }

  static std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write_keys(const std::string& text) {
    fs::create_directories(keys_);
    fs::permissions(keys_, fs::perms::owner_all);
    std::ofstream(file()) << text;
    fs::permissions(file(), fs::perms::owner_read | fs::perms::owner_write);
  }
  [[nodiscard]] fs::path file() const { return keys_ / "rolecall.keys"; }

  fs::path root_;
  fs::path keys_;
};

constexpr const char* hex_a = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
constexpr const char* hex_b = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

TEST_F(KeyDirectory, is_made_at_the_first_start_for_the_owner_alone) {
  ASSERT_TRUE(KeyRing::open(keys_, MissingKeys::create));
  EXPECT_EQ(fs::status(keys_).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator(keys_), fs::directory_iterator{}), 1) << "no draft is left behind";
}

TEST_F(KeyDirectory, gives_the_same_keys_at_the_next_start) {
  const auto first = KeyRing::open(keys_, MissingKeys::create);
  const auto second = KeyRing::open(keys_, MissingKeys::create);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->fingerprint(), second->fingerprint());
  EXPECT_EQ(first->signing_key().public_key(), second->signing_key().public_key());
  EXPECT_EQ(second->sealer().open(Purpose::mail, "m", first->sealer().seal(Purpose::mail, "m", "text")), "text");
}

TEST_F(KeyDirectory, is_not_made_again_where_keys_must_exist) {
  EXPECT_FALSE(KeyRing::open(keys_, MissingKeys::refuse));
  EXPECT_FALSE(fs::exists(keys_));
  fs::create_directories(keys_);
  fs::permissions(keys_, fs::perms::owner_all);
  const auto refused = KeyRing::open(keys_, MissingKeys::refuse);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::unavailable);
  EXPECT_NE(refused.error().detail.find("key-dir"), std::string::npos) << "the line names the setting";
}

TEST_F(KeyDirectory, gives_servers_that_start_together_one_set_of_keys) {
  std::vector<std::future<std::string>> servers;
  for (int i = 0; i < 16; ++i) {
    servers.push_back(
        std::async(std::launch::async, [this] { return KeyRing::open(keys_, MissingKeys::create)->fingerprint(); }));
  }
  std::set<std::string> fingerprints;
  for (auto& server : servers) fingerprints.insert(server.get());
  EXPECT_EQ(fingerprints.size(), 1U);
}

TEST_F(KeyDirectory, open_to_others_is_refused) {
  ASSERT_TRUE(KeyRing::open(keys_, MissingKeys::create));
  fs::permissions(keys_, fs::perms::group_read, fs::perm_options::add);
  EXPECT_FALSE(KeyRing::open(keys_, MissingKeys::create));
  fs::permissions(keys_, fs::perms::owner_all);
  EXPECT_TRUE(KeyRing::open(keys_, MissingKeys::create));
  fs::permissions(file(), fs::perms::others_read, fs::perm_options::add);
  EXPECT_FALSE(KeyRing::open(keys_, MissingKeys::create));
}

TEST_F(KeyDirectory, whose_key_file_is_a_link_is_refused) {
  ASSERT_TRUE(KeyRing::open(keys_, MissingKeys::create));
  fs::rename(file(), root_ / "elsewhere");
  fs::create_symlink(root_ / "elsewhere", file());
  EXPECT_FALSE(KeyRing::open(keys_, MissingKeys::create));
}

/// Root gives its own away; whoever is not root takes a folder of root's.
TEST_F(KeyDirectory, of_another_user_is_refused) {
  const bool is_root = ::geteuid() == 0;
  ASSERT_TRUE(KeyRing::open(keys_, MissingKeys::create));
  ASSERT_TRUE(!is_root || ::chown(file().c_str(), 12345, 12345) == 0);
  const auto refused = KeyRing::open(is_root ? keys_ : fs::path("/"), MissingKeys::refuse);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail.find("another user"), std::string::npos) << refused.error().detail;
}

TEST_F(KeyDirectory, with_a_damaged_file_is_refused_and_the_file_is_left_alone) {
  const std::string good = std::string("rolecall keys v1\nmaster 1 ") + hex_a + "\nsigning 1 " + hex_b + "\n";
  write_keys(good);
  ASSERT_TRUE(KeyRing::open(keys_, MissingKeys::create));
  const std::vector<std::string> damaged{"",
                                         "rolecall keys v1\n",
                                         good.substr(0, good.size() - 1),
                                         good.substr(0, good.size() - 2) + "\n",
                                         good.substr(0, good.size() / 2) + "\n",
                                         std::string("rolecall keys v1\nmaster 1 ") + hex_a + "\n",
                                         std::string("rolecall keys v1\nmaster 0 ") + hex_a + "\nsigning 1 " + hex_b + "\n",
                                         std::string("rolecall keys v1\nmaster x ") + hex_a + "\nsigning 1 " + hex_b + "\n",
                                         std::string("rolecall keys v1\nmaster ") + hex_a + "\nsigning 1 " + hex_b + "\n",
                                         good + "master 1 " + hex_b + "\n",
                                         good + "other 1 " + hex_b + "\n",
                                         "rolecall keys v2\n" + good.substr(17)};
  for (const auto& text : damaged) {
    write_keys(text);
    const auto refused = KeyRing::open(keys_, MissingKeys::create);
    EXPECT_FALSE(refused) << text;
    EXPECT_EQ(text_of(file()), text);
  }
}

TEST_F(KeyDirectory, has_another_fingerprint_for_another_master_or_signing_key) {
  std::set<std::string> fingerprints;
  for (const auto& [master, signing] : {std::pair{hex_a, hex_a}, {hex_a, hex_b}, {hex_b, hex_a}}) {
    write_keys(std::string("rolecall keys v1\nmaster 1 ") + master + "\nsigning 1 " + signing + "\n");
    fingerprints.insert(KeyRing::open(keys_, MissingKeys::refuse)->fingerprint());
  }
  EXPECT_EQ(fingerprints.size(), 3U);
}

TEST_F(KeyDirectory, that_gained_a_newer_master_key_still_opens_what_the_older_one_sealed) {
  const std::string before = std::string("rolecall keys v1\nmaster 1 ") + hex_a + "\nsigning 1 " + hex_b + "\n";
  write_keys(before);
  const Bytes sealed = KeyRing::open(keys_, MissingKeys::refuse)->sealer().seal(Purpose::mail, "here", "text");
  write_keys(before + "master 2 " + hex_b + "\n");
  const auto rotated = KeyRing::open(keys_, MissingKeys::refuse);
  ASSERT_TRUE(rotated);
  EXPECT_EQ(rotated->sealer().open(Purpose::mail, "here", sealed), "text");
  EXPECT_NE(rotated->sealer().seal(Purpose::mail, "here", "text").substr(0, 5), sealed.substr(0, 5));
}

TEST_F(KeyDirectory, gains_a_newer_master_key_beside_the_old_ones_and_stays_itself) {
  const auto before = KeyRing::open(keys_, MissingKeys::create);
  const Bytes sealed = before->sealer().seal(Purpose::mail, "here", "text");
  EXPECT_EQ(newest_master_key(keys_), 1U);
  EXPECT_EQ(add_master_key(keys_), 2U);
  EXPECT_EQ(add_master_key(keys_), 3U);
  EXPECT_EQ(newest_master_key(keys_), 3U);
  const auto after = KeyRing::open(keys_, MissingKeys::refuse);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->fingerprint(), before->fingerprint());
  EXPECT_EQ(after->sealer().pseudonym(Purpose::trial_address, "a"), before->sealer().pseudonym(Purpose::trial_address, "a"));
  EXPECT_EQ(after->sealer().open(Purpose::mail, "here", sealed), "text");
  EXPECT_FALSE(before->sealer().open(Purpose::mail, "here", after->sealer().seal(Purpose::mail, "here", "text")));
  EXPECT_EQ(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator(keys_), fs::directory_iterator{}), 1) << "no draft is left behind";
}

TEST_F(KeyDirectory, without_keys_gains_none) {
  EXPECT_FALSE(add_master_key(keys_));
  EXPECT_FALSE(newest_master_key(keys_));
  EXPECT_FALSE(fs::exists(keys_));
}

}  // namespace
}  // namespace rolecall::crypto
