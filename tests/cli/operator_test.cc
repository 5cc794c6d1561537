// What the operator does beside the server: migrate, accounts, the grants table, the audit.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "base/json.h"
#include "program.h"
#include "sign_in.h"
#include "store/migrate.h"
#include "support/stores.h"

namespace rolecall::cli::test {
namespace {

using testing::Which;

class Operator : public ::testing::TestWithParam<Which> {
 protected:
  [[nodiscard]] std::vector<std::string> with(std::vector<std::string> words) const {
    return folders_.with(std::move(words), database_.setting());
  }
  [[nodiscard]] std::vector<std::string> serve() const { return folders_.serve({}, database_.setting()); }
  [[nodiscard]] const Folders& folders() const { return folders_; }
  Ran create_user(const std::string& email, const std::string& password) {
    return run({.arguments = with({"user", "create", email, "Ada Example"}), .input = password + "\n"});
  }

 private:
  Folders folders_;
  testing::TestDatabase database_{GetParam(), testing::TestDatabase::Content::nothing};
};

TEST_P(Operator, migrates_an_empty_database_and_again_without_harm) {
  for (int time = 0; time < 2; ++time) {
    const auto ran = run({.arguments = with({"migrate"})});
    EXPECT_EQ(ran.status, 0) << ran.error;
    EXPECT_NE(ran.output.find(std::to_string(store::newest_schema_version())), std::string::npos) << ran.output;
  }
}

TEST_P(Operator, creates_an_account_that_signs_in) {
  const auto created = create_user("ada@clinic.example", "seven green kettles");
  ASSERT_EQ(created.status, 0) << created.error;
  EXPECT_EQ((created.output + created.error).find("kettles"), std::string::npos);
  const Server server(serve());
  EXPECT_EQ(SignIn(server).log_in("ada@clinic.example", "seven green kettles").status, 200);
}

TEST_P(Operator, is_refused_an_account_with_a_weak_password_or_a_taken_address) {
  const auto weak = create_user("ada@clinic.example", "short");
  EXPECT_EQ(weak.status, 1);
  EXPECT_NE(weak.error.find("password"), std::string::npos) << weak.error;
  ASSERT_EQ(create_user("ada@clinic.example", "seven green kettles").status, 0);
  EXPECT_EQ(create_user("Ada@clinic.example", "seven green kettles").status, 1);
}

TEST_P(Operator, takes_a_second_factor_off) {
  ASSERT_EQ(create_user("ada@clinic.example", "seven green kettles").status, 0);
  const Server server(serve());
  SignIn ada(server);
  ASSERT_EQ(ada.log_in("ada@clinic.example", "seven green kettles").status, 200);
  ada.turn_on_second_factor("seven green kettles");
  EXPECT_NE(SignIn(server).log_in("ada@clinic.example", "seven green kettles").status, 200) << "the code is asked for";
  const auto reset = run({.arguments = with({"user", "reset-mfa", "ada@clinic.example"})});
  EXPECT_EQ(reset.status, 0) << reset.error;
  EXPECT_EQ(ada.get("/api/v1/me").status, 401) << "every login has ended";
  EXPECT_EQ(SignIn(server).log_in("ada@clinic.example", "seven green kettles").status, 200);
  EXPECT_EQ(run({.arguments = with({"user", "reset-mfa", "ada@clinic.example"})}).status, 1) << "there is none any more";
  EXPECT_EQ(run({.arguments = with({"user", "reset-mfa", "nobody@clinic.example"})}).status, 1);
}

class AuditExport : public Operator {
 protected:
  void SetUp() override {
    for (const std::string name : {"ada", "ben", "cara", "dan"}) {
      ASSERT_EQ(create_user(name + "@clinic.example", "seven green kettles").status, 0);
    }
    const Server server(serve());
    http::test::Client client(server.port());
    write_file(key(), client.request("GET /.well-known/rolecall-audit-key.pem HTTP/1.1").body);
    for (const std::string name : {"ada", "ben", "cara"}) {
      ASSERT_EQ(SignIn(server).log_in(name + "@clinic.example", "seven green kettles").status, 200);
    }
    const auto written = run({.arguments = with({"audit", "export", "installation"})});
    ASSERT_EQ(written.status, 0) << written.error;
    std::istringstream stream(written.output);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    ASSERT_GE(lines.size(), 7U) << written.output;
  }

  [[nodiscard]] std::string key() const { return folders().file("audit-key.pem"); }
  [[nodiscard]] Ran verify(const std::vector<std::string>& given) const {
    std::string text;
    for (const std::string& line : given) text += line + "\n";
    write_file(folders().file("export.jsonl"), text);
    return run({.arguments = {"audit", "verify", folders().file("export.jsonl"), "--key", key()}});
  }
  void expect_broken_at(const std::vector<std::string>& given, int row) const {
    const auto ran = verify(given);
    EXPECT_EQ(ran.status, 1) << ran.output;
    EXPECT_NE(ran.error.find("row " + std::to_string(row) + " "), std::string::npos) << ran.error;
  }

  std::vector<std::string> lines;
};

TEST_P(AuditExport, verifies_as_it_was_written) {
  const auto ran = verify(lines);
  EXPECT_EQ(ran.status, 0) << ran.error;
  EXPECT_NE(ran.output.find("rows verify"), std::string::npos);
}

TEST_P(AuditExport, names_the_first_row_that_was_changed) {
  auto changed = lines;
  changed[4].replace(changed[4].find("login"), 5, "logon");
  changed[5].replace(changed[5].find("login"), 5, "logon");
  expect_broken_at(changed, 5);
}

TEST_P(AuditExport, names_the_first_row_that_was_dropped) {
  auto dropped = lines;
  dropped.erase(dropped.begin() + 1);
  expect_broken_at(dropped, 2);
}

TEST_P(AuditExport, names_the_first_row_that_was_put_elsewhere) {
  auto reordered = lines;
  std::swap(reordered[2], reordered[4]);
  expect_broken_at(reordered, 3);
}

TEST_P(AuditExport, does_not_verify_without_its_last_rows) {
  auto cut = lines;
  cut.erase(cut.end() - 2);
  EXPECT_EQ(verify(cut).status, 1);
}

TEST_P(AuditExport, is_verified_with_the_right_key_only) {
  const Folders others;
  write_file(folders().file("no-key.pem"), "nothing");
  write_file(folders().file("export.jsonl"), lines.front());
  const auto ran = run({.arguments = {"audit", "verify", folders().file("export.jsonl"), "--key", folders().file("no-key.pem")}});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.error.find("no-key.pem"), std::string::npos);
}

ROLECALL_ON_BOTH_STORES(Operator);
ROLECALL_ON_BOTH_STORES(AuditExport);

TEST(PolicyTable, is_printed_as_text_CSV_and_JSON) {
  const auto text = run({.arguments = {"policy", "table"}});
  const auto csv = run({.arguments = {"policy", "table", "--format", "csv"}});
  const auto json = run({.arguments = {"policy", "table", "--format", "json"}});
  for (const auto* ran : {&text, &csv, &json}) {
    EXPECT_EQ(ran->status, 0) << ran->error;
    EXPECT_NE(ran->output.find("transcript.update"), std::string::npos);
  }
  EXPECT_EQ(csv.output.substr(0, csv.output.find('\n')).find("action,scope,"), 0U) << csv.output.substr(0, 100);
  EXPECT_TRUE(json::parse(json.output)) << "JSON can be read";
}

TEST(PolicyTable, refuses_a_format_that_it_does_not_know) {
  EXPECT_EQ(run({.arguments = {"policy", "table", "--format", "xml"}}).status, 2);
}

TEST(Version, is_printed) {
  const auto ran = run({.arguments = {"version"}});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.output, "rolecall " ROLECALL_VERSION "\n");
}

TEST(CommandLine, without_a_command_says_what_there_is) {
  const auto ran = run({});
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE((ran.output + ran.error).find("help"), std::string::npos);
}

}  // namespace
}  // namespace rolecall::cli::test
