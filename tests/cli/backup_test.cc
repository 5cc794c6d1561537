// A backup is the data without the keys, and comes back only where nothing is and with the keys it was written with.
#include <gtest/gtest.h>

#include "program.h"
#include "sign_in.h"
#include "support/stores.h"

namespace rolecall::cli::test {
namespace {

using testing::TestDatabase;
using testing::Which;

/// One installation with an account, and a second, empty place.
class Backup : public ::testing::TestWithParam<Which> {
 protected:
  void SetUp() override {
    const auto created = run({.arguments = here_.with({"user", "create", "ada@clinic.example", "Ada"}, database_.setting()),
                              .input = adas_password + "\n"});
    ASSERT_EQ(created.status, 0) << created.error;
  }

  Ran back_up() { return run({.arguments = here_.with({"backup", copy()}, database_.setting())}); }
  Ran restore_there(const std::string& file) {
    return run({.arguments = there_.with({"restore", file}, other_database_.setting())});
  }
  void bring_keys() { std::filesystem::copy(here_.keys(), there_.keys(), std::filesystem::copy_options::recursive); }
  [[nodiscard]] int sign_in_there() const {
    const Server server(there_.serve({}, other_database_.setting()));
    return SignIn(server).log_in("ada@clinic.example", adas_password).status;
  }
  [[nodiscard]] std::string copy() const { return here_.file("copy"); }
  [[nodiscard]] const Folders& here() const { return here_; }
  [[nodiscard]] const Folders& there() const { return there_; }
  [[nodiscard]] const std::string& setting() const { return database_.setting(); }

 private:
  Folders here_;
  Folders there_;
  TestDatabase database_{GetParam(), TestDatabase::Content::nothing};
  TestDatabase other_database_{GetParam(), TestDatabase::Content::nothing};
};

TEST_P(Backup, taken_while_the_server_runs_comes_back_elsewhere_with_its_keys) {
  {
    const Server server(here().serve({}, setting()));
    const auto ran = back_up();
    ASSERT_EQ(ran.status, 0) << ran.error;
  }
  bring_keys();
  const auto restored = restore_there(copy());
  ASSERT_EQ(restored.status, 0) << restored.error;
  EXPECT_EQ(sign_in_there(), 200);
}

TEST_P(Backup, is_for_its_owner_alone_and_holds_no_key) {
  ASSERT_EQ(back_up().status, 0);
  EXPECT_EQ(std::filesystem::status(copy()).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const std::string bytes = text_of(copy());
  std::istringstream keys(text_of(here().keys() + "/rolecall.keys"));
  int found = 0;
  for (std::string word; keys >> word;) {
    if (word.size() != 64) continue;
    ++found;
    EXPECT_EQ(bytes.find(word), std::string::npos);
    EXPECT_EQ(bytes.find(crypto::from_hex(word).value()), std::string::npos);
  }
  EXPECT_EQ(found, 2) << "the master and the signing key";
}

TEST_P(Backup, is_not_restored_without_its_keys_and_leaves_nothing_behind) {
  ASSERT_EQ(back_up().status, 0);
  const auto without = restore_there(copy());
  EXPECT_EQ(without.status, 1);
  EXPECT_NE(without.error.find("key-dir"), std::string::npos) << without.error;
  // Another installation makes keys of its own in the place.
  ASSERT_EQ(run({.arguments = there().with({"audit", "export", "installation"})}).status, 0);
  std::filesystem::remove_all(there().data());
  const auto wrong = restore_there(copy());
  EXPECT_EQ(wrong.status, 1);
  EXPECT_NE(wrong.error.find("`key_dir`"), std::string::npos) << wrong.error;
  std::filesystem::remove_all(there().keys());
  bring_keys();
  EXPECT_EQ(restore_there(copy()).status, 0) << "the place is still empty";
}

TEST_P(Backup, is_not_restored_over_data) {
  ASSERT_EQ(back_up().status, 0);
  const auto ran = run({.arguments = here().with({"restore", copy()}, setting())});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.error.find("already"), std::string::npos) << ran.error;
  const Server server(here().serve({}, setting()));
  EXPECT_EQ(SignIn(server).log_in("ada@clinic.example", adas_password).status, 200);
}

TEST_P(Backup, takes_away_the_log_that_a_killed_server_left_in_its_place) {
  if (GetParam() == Which::postgres) return;  // PostgreSQL has no such file
  std::string remains;
  {
    const Server server(here().serve({}, setting()));
    ASSERT_EQ(SignIn(server).log_in("ada@clinic.example", adas_password).status, 200);
    ASSERT_EQ(back_up().status, 0);
    ASSERT_EQ(SignIn(server).log_in("ada@clinic.example", adas_password).status, 200);
    remains = text_of(here().data() + "/rolecall.db-wal");
  }
  ASSERT_FALSE(remains.empty());
  bring_keys();
  std::filesystem::create_directories(there().data());
  write_file(there().data() + "/rolecall.db-wal", remains);
  ASSERT_EQ(restore_there(copy()).status, 0);
  EXPECT_NE(text_of(there().data() + "/rolecall.db-wal"), remains);
  EXPECT_EQ(sign_in_there(), 200);
}

TEST_P(Backup, is_not_written_over_a_file) {
  write_file(copy(), "precious");
  EXPECT_EQ(back_up().status, 1);
  EXPECT_EQ(text_of(copy()), "precious");
}

TEST_P(Backup, that_is_no_backup_is_refused_and_leaves_nothing_behind) {
  write_file(copy(), "not a database at all, however long it may be");
  bring_keys();
  EXPECT_EQ(restore_there(copy()).status, 1);
  EXPECT_EQ(restore_there("/nowhere/copy").status, 1);
  std::filesystem::remove(copy());
  ASSERT_EQ(back_up().status, 0);
  EXPECT_EQ(restore_there(copy()).status, 0) << "the place is still empty";
}

ROLECALL_ON_BOTH_STORES(Backup);

TEST(BackupOfNothing, is_refused_by_the_name_of_the_setting) {
  const Folders folders;
  const auto ran = run({.arguments = folders.with({"backup", folders.file("copy")})});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.error.find("`data`"), std::string::npos) << ran.error;
  EXPECT_FALSE(std::filesystem::exists(folders.data()));
}

}  // namespace
}  // namespace rolecall::cli::test
