#include "base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <vector>

#include "base/json.h"
#include "base/time.h"

namespace rolecall::log {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

template <class Act>
std::string written_by(Act&& act) {
  ::testing::internal::CaptureStderr();
  act();
  return ::testing::internal::GetCapturedStderr();
}

TEST(Log, writes_one_json_object_per_line) {
  const std::string line = written_by(
      [] { info("server_started", {{"port", 8080}, {"tls", false}, {"database", "sqlite"}, {"team", TeamId{"tem_1"}}}); });
  ASSERT_TRUE(line.ends_with("\n"));
  const auto json = json::parse(std::string_view(line).substr(0, line.size() - 1));
  ASSERT_TRUE(json) << line;
  const auto root = json->root();
  EXPECT_TRUE(parse_rfc3339(root.find("at")->string())) << line;
  EXPECT_EQ(root.find("level")->string(), "info");
  EXPECT_EQ(root.find("event")->string(), "server_started");
  EXPECT_EQ(root.find("port")->integer(), 8080);
  EXPECT_FALSE(root.find("tls")->boolean());
  EXPECT_EQ(root.find("database")->string(), "sqlite");
  EXPECT_EQ(root.find("team")->string(), "tem_1");
}

TEST(Log, names_each_level) {
  EXPECT_THAT(written_by([] { warning("mail_failed"); }), HasSubstr(R"("level":"warning","event":"mail_failed"})"));
  EXPECT_THAT(written_by([] { error("fault"); }), HasSubstr(R"("level":"error")"));
}

TEST(Log, writes_nothing_below_its_level) {
  EXPECT_EQ(written_by([] { debug("detail"); }), "");
  EXPECT_NE(written_by([] {
              set_level(Level::debug);
              debug("detail");
            }),
            "");
  EXPECT_EQ(written_by([] {
              set_level(Level::none);
              error("fault");
            }),
            "");
  set_level(Level::info);
}

TEST(Log, shows_no_address_or_line_break_even_where_an_id_was_taken_from_a_request) {
  const std::string line = written_by([] { info("x", {{"user", UserId{"ada@example.org\n\"{}"}}}); });
  EXPECT_THAT(line, Not(HasSubstr("@")));
  EXPECT_EQ(std::ranges::count(line, '\n'), 1);
  EXPECT_TRUE(json::parse(std::string_view(line).substr(0, line.size() - 1))) << line;
}

TEST(Log, masks_addresses_and_quotations_in_what_a_fault_says) {
  const std::runtime_error fault("insert into \"member\" failed: Key (email)=(ada lovelace) of ada@example.org 'x y' exists");
  const std::string line = written_by([&] { error("fault", {{"what", FaultText(fault)}}); });
  EXPECT_THAT(line, HasSubstr("insert into ? failed: Key (email)? of ? ? exists"));
}

TEST(Log, survives_faults_with_unbalanced_quotation_marks_and_endless_texts) {
  for (const std::string& text :
       {std::string("'"), std::string("=("), std::string("a\""), std::string(), std::string(100000, 'x')}) {
    const std::string line = written_by([&] { error("fault", {{"what", FaultText(std::runtime_error(text))}}); });
    EXPECT_LT(line.size(), 500U);
    EXPECT_TRUE(json::parse(std::string_view(line).substr(0, line.size() - 1))) << line;
  }
}

TEST(Log, keeps_lines_whole_when_many_threads_write) {
  const std::string lines = written_by([] {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([] {
        for (int i = 0; i < 200; ++i) info("step", {{"number", i}});
      });
    }
  });
  EXPECT_EQ(std::ranges::count(lines, '\n'), 800);
  for (std::size_t start = 0; start < lines.size();) {
    const auto end = lines.find('\n', start);
    EXPECT_TRUE(json::parse(std::string_view(lines).substr(start, end - start)));
    start = end + 1;
  }
}

}  // namespace
}  // namespace rolecall::log
