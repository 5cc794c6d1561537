// `rolecall keys rotate`: a new master key under which everything still opens, in whatever order things go wrong.
#include <gtest/gtest.h>

#include "base/crypto/master_key.h"
#include "program.h"
#include "sign_in.h"
#include "support/stores.h"

namespace rolecall::cli::test {
namespace {

using testing::TestDatabase;
using testing::Which;

/// An installation with an account, a team and a session in it.
class KeyRotation : public ::testing::TestWithParam<Which> {
 protected:
  void SetUp() override {
    const auto created = run({.arguments = with({"user", "create", "ada@clinic.example", "Ada"}), .input = adas_password + "\n"});
    ASSERT_EQ(created.status, 0) << created.error;
    const Server server(serve());
    SignIn ada(server);
    ASSERT_EQ(ada.log_in("ada@clinic.example", adas_password).status, 200);
    team_ = id_in(ada.post("/api/v1/teams", R"({"name":"North Clinic"})"));
    session_ = id_in(ada.post("/api/v1/teams/" + team_ + "/sessions", R"({"patient":{"name":"Ada Byron"}})"));
  }

  [[nodiscard]] std::vector<std::string> with(std::vector<std::string> words) const {
    return folders_.with(std::move(words), database_.setting());
  }
  [[nodiscard]] std::vector<std::string> serve() const { return folders_.serve({}, database_.setting()); }
  [[nodiscard]] Ran rotate() const { return run({.arguments = with({"keys", "rotate"})}); }
  [[nodiscard]] std::string patient(const Server& server) const {
    SignIn ada(server);
    EXPECT_EQ(ada.log_in("ada@clinic.example", adas_password).status, 200);
    return ada.get("/api/v1/teams/" + team_ + "/sessions/" + session_).body;
  }
  [[nodiscard]] bool opens() const {
    const Server server(serve());
    return patient(server).find("Ada Byron") != std::string::npos;
  }
  [[nodiscard]] const Folders& folders() const { return folders_; }

 private:
  static std::string id_in(const http::test::Response& response) {
    EXPECT_EQ(response.status, 201) << response.body;
    const auto document = json::parse(response.body);
    return std::string(document.value().root().find("id")->string());
  }

  Folders folders_;
  TestDatabase database_{GetParam(), TestDatabase::Content::nothing};
  std::string team_, session_;
};

TEST_P(KeyRotation, seals_again_and_says_what) {
  const auto ran = rotate();
  ASSERT_EQ(ran.status, 0) << ran.error;
  EXPECT_NE(ran.output.find("version 2"), std::string::npos) << ran.output;
  EXPECT_NE(ran.output.find("1 keys of teams"), std::string::npos) << ran.output;
  EXPECT_TRUE(opens());
  EXPECT_EQ(rotate().status, 0);
  EXPECT_TRUE(opens());
}

TEST_P(KeyRotation, is_refused_while_a_server_runs_and_changes_nothing) {
  const std::string keys = text_of(folders().keys() + "/rolecall.keys");
  const Server server(serve());
  const auto ran = rotate();
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.error.find(GetParam() == Which::postgres ? "`database`" : "data folder"), std::string::npos) << ran.error;
  EXPECT_EQ(text_of(folders().keys() + "/rolecall.keys"), keys);
  EXPECT_NE(patient(server).find("Ada Byron"), std::string::npos);
}

TEST_P(KeyRotation, that_was_killed_after_making_the_key_loses_nothing_and_is_run_again) {
  ASSERT_TRUE(crypto::add_master_key(folders().keys()));
  EXPECT_TRUE(opens());
  ASSERT_EQ(rotate().status, 0);
  EXPECT_TRUE(opens());
}

TEST_P(KeyRotation, is_not_undone_by_an_older_copy_of_the_keys) {
  const std::string before = text_of(folders().keys() + "/rolecall.keys");
  ASSERT_EQ(rotate().status, 0);
  const std::string after = text_of(folders().keys() + "/rolecall.keys");
  write_file(folders().keys() + "/rolecall.keys", before);
  const auto refused = run({.arguments = with({"audit", "export", "installation"})});
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.error.find("`key_dir`"), std::string::npos) << refused.error;
  EXPECT_NE(refused.error.find("version 2"), std::string::npos) << refused.error;
  write_file(folders().keys() + "/rolecall.keys", after);
  EXPECT_TRUE(opens());
}

TEST_P(KeyRotation, leaves_backups_of_before_readable_and_wants_its_keys_for_those_of_after) {
  const auto back_up = [&](const char* name) { return run({.arguments = with({"backup", folders().file(name)})}).status; };
  const auto restore = [&](const char* name, const std::string& keys) {
    const Folders there;
    const TestDatabase other(GetParam(), TestDatabase::Content::nothing);
    std::filesystem::copy(folders().keys(), there.keys(), std::filesystem::copy_options::recursive);
    write_file(there.keys() + "/rolecall.keys", keys);
    return run({.arguments = there.with({"restore", folders().file(name)}, other.setting())}).status;
  };
  const std::string old_keys = text_of(folders().keys() + "/rolecall.keys");
  ASSERT_EQ(back_up("before"), 0);
  ASSERT_EQ(rotate().status, 0);
  ASSERT_EQ(back_up("after"), 0);
  const std::string new_keys = text_of(folders().keys() + "/rolecall.keys");
  EXPECT_EQ(restore("before", new_keys), 0);
  EXPECT_EQ(restore("after", new_keys), 0);
  EXPECT_EQ(restore("after", old_keys), 1);
}

ROLECALL_ON_BOTH_STORES(KeyRotation);

TEST(KeyRotationOfNothing, is_refused_and_makes_nothing) {
  const Folders folders;
  EXPECT_EQ(run({.arguments = folders.with({"keys", "rotate"})}).status, 1);
  EXPECT_FALSE(std::filesystem::exists(folders.data()));
  EXPECT_FALSE(std::filesystem::exists(folders.keys()));
}

}  // namespace
}  // namespace rolecall::cli::test
