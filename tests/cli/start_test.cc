// How the binary takes its settings, and how it refuses wrong ones.
#include <gtest/gtest.h>

#include <algorithm>

#include "../http/client.h"
#include "cli/settings.h"
#include "program.h"

namespace rolecall::cli::test {
namespace {

std::string line_of(const std::string& shown, const std::string& key) {
  const auto at = shown.find(key + " = ");
  return shown.substr(at, shown.find('\n', at) - at);
}

void expect_one_line_naming(const Ran& ran, const std::string& key) {
  EXPECT_EQ(ran.status, 1) << ran.error;
  EXPECT_EQ(std::ranges::count(ran.error, '\n'), 1) << ran.error;
  EXPECT_NE(ran.error.find("`" + key + "`"), std::string::npos) << key << ": " << ran.error;
  EXPECT_EQ(ran.output, "");
}

TEST(Start, takes_every_setting_from_a_flag_and_from_a_variable) {
  const std::map<std::string, std::string> samples{{"data", "there"},
                                                   {"database", "postgresql://there"},
                                                   {"listen", "127.0.0.1:1"},
                                                   {"metrics_listen", "127.0.0.1:2"},
                                                   {"public_url", "https://there.example"},
                                                   {"trusted_proxy", "10.0.0.0/8,::1"},
                                                   {"key_dir", "keys"},
                                                   {"plans", "plans.toml"},
                                                   {"mail_dir", "mails"},
                                                   {"mail_from", "office@there.example"},
                                                   {"smtp.host", "mail.there.example"},
                                                   {"smtp.port", "25"},
                                                   {"smtp.tls", "implicit"},
                                                   {"smtp.user", "office"},
                                                   {"smtp.password", "secret"},
                                                   {"smtp.ca_file", "ca.pem"},
                                                   {"tls.certificate", "certificate.pem"},
                                                   {"tls.key", "key.pem"},
                                                   {"threads", "3"},
                                                   {"password_threads", "2"},
                                                   {"postgresql.readers", "5"},
                                                   {"postgresql.writers", "6"},
                                                   {"demo", "true"},
                                                   {"dev_clock", "2026-03-01T12:00:00Z"},
                                                   {"invitation_days", "7"},
                                                   {"idle_minutes", "8"},
                                                   {"absolute_hours", "9"},
                                                   {"payment_instructions", "By transfer"},
                                                   {"seat_charge", "acceptance"},
                                                   {"throttle.enabled", "false"},
                                                   {"log_level", "debug"}};
  ASSERT_EQ(samples.size(), setting_keys().size());
  Command by_flags{.arguments = {"serve", "--print-config"}};
  Command by_variables = by_flags;
  for (const SettingKey& key : setting_keys()) {
    by_flags.arguments.insert(by_flags.arguments.end(), {flag_of(key), samples.at(std::string(key.key))});
    by_variables.variables[variable_of(key)] = samples.at(std::string(key.key));
  }
  const auto flags = run(by_flags);
  const auto variables = run(by_variables);
  ASSERT_EQ(flags.status, 0) << flags.error;
  EXPECT_EQ(flags.output, variables.output);
  for (const SettingKey& key : setting_keys()) {
    const std::string line = line_of(flags.output, std::string(key.key));
    const bool is_secret = key.secrecy == SettingKey::Secrecy::secret;
    EXPECT_EQ(line.find(samples.at(std::string(key.key))) == std::string::npos, is_secret) << line;
  }
}

TEST(Start, prefers_the_flag_to_the_variable_to_the_file) {
  const Folders folders;
  write_file(folders.file("rolecall.toml"), "threads = 2\nidle_minutes = 2\nabsolute_hours = 2\n");
  const auto ran = run({.arguments = {"serve", "--print-config", "--config", folders.file("rolecall.toml"), "--threads", "4"},
                        .variables = {{"ROLECALL_THREADS", "3"}, {"ROLECALL_IDLE_MINUTES", "3"}}});
  ASSERT_EQ(ran.status, 0) << ran.error;
  EXPECT_EQ(line_of(ran.output, "threads").find('4'), line_of(ran.output, "threads").find_first_of("234"));
  EXPECT_NE(line_of(ran.output, "idle_minutes").find('3'), std::string::npos);
  EXPECT_NE(line_of(ran.output, "absolute_hours").find('2'), std::string::npos);
}

TEST(Start, stops_with_one_line_that_names_the_wrong_setting) {
  const Folders folders;
  write_file(folders.file("a-file"), "neither a folder nor a certificate");
  const std::vector<std::pair<std::string, std::string>> wrong{{"listen", "203.0.113.250:1"},
                                                               {"listen", "somewhere:80"},
                                                               {"metrics_listen", "203.0.113.250:1"},
                                                               {"data", folders.file("a-file") + "/data"},
                                                               {"database", "postgresql://127.0.0.1:1/none"},
                                                               {"plans", folders.file("missing.toml")},
                                                               {"plans", folders.file("a-file")},
                                                               {"mail_dir", folders.file("a-file") + "/mail"},
                                                               {"trusted_proxy", "the proxy"},
                                                               {"threads", "many"}};
  for (const auto& [key, value] : wrong) {
    const auto setting = std::ranges::find(setting_keys(), key, &SettingKey::key);
    auto words = folders.serve({flag_of(*setting), value});
    words.insert(words.end(), {"--log-level", "error"});
    expect_one_line_naming(run({.arguments = words}), key);
  }
}

TEST(Start, names_the_plan_that_teams_have_and_another_file_lacks) {
  const Folders folders;
  Server(folders.serve({"--demo"})).stop();
  write_file(folders.file("plans.toml"),
             "default_plan = \"solo\"\n[[plan]]\nid = \"solo\"\nname = \"Solo\"\nfeatures = []\n"
             "price_per_seat_month = 1\nprice_per_seat_year = 1\ncurrency = \"AUD\"\n");
  const auto ran = run({.arguments = folders.serve({"--plans", folders.file("plans.toml"), "--log-level", "error"})});
  expect_one_line_naming(ran, "plans");
  EXPECT_NE(ran.error.find("`plan.id`"), std::string::npos) << ran.error;
}

TEST(Start, names_the_TLS_settings_whose_files_cannot_be_used) {
  const Folders folders;
  const auto words = folders.serve({"--tls-certificate", "missing.pem", "--tls-key", "missing.pem", "--log-level", "error"});
  expect_one_line_naming(run({.arguments = words}), "tls.certificate");
}

TEST(Start, names_the_key_folder_that_others_can_read) {
  const Folders folders;
  std::filesystem::create_directory(folders.keys());
  std::filesystem::permissions(folders.keys(), std::filesystem::perms::all);
  const auto ran = run({.arguments = folders.serve({"--log-level", "error"})});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.error.find("key-dir"), std::string::npos) << ran.error;
}

TEST(Start, names_a_configuration_file_that_cannot_be_read) {
  const auto ran = run({.arguments = {"serve", "--config", "/nowhere/rolecall.toml"}});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.error.find("/nowhere/rolecall.toml"), std::string::npos);
}

TEST(Start, refuses_a_flag_that_it_does_not_know) {
  EXPECT_EQ(run({.arguments = {"serve", "--lisen", "127.0.0.1:0"}}).status, 2);
}

TEST(Start, refuses_a_second_server_on_the_same_data) {
  const Folders folders;
  const Server first(folders.serve());
  const auto second = run({.arguments = folders.serve({"--log-level", "error"})});
  EXPECT_EQ(second.status, 1);
  EXPECT_NE(second.error.find("another server"), std::string::npos) << second.error;
}

TEST(Start, refuses_a_port_that_another_server_has) {
  const Folders folders;
  const Folders others;
  const Server first(folders.serve());
  auto words = others.serve({"--log-level", "error"});
  words[2] = "127.0.0.1:" + std::to_string(first.port());
  expect_one_line_naming(run({.arguments = words}), "listen");
}

TEST(Start, refuses_the_demo_and_the_clock_of_development_beyond_loopback) {
  const Folders folders;
  for (const std::string flag : {"--demo", "--dev-clock"}) {
    auto words = folders.serve({flag});
    words[2] = "0.0.0.0:0";
    expect_one_line_naming(run({.arguments = words}), flag == "--demo" ? "demo" : "dev_clock");
  }
}

TEST(Demo, fills_an_empty_database_once_and_prints_its_logins) {
  const Folders folders;
  std::vector<std::string> outputs;
  for (int start = 0; start < 2; ++start) {
    Server server(folders.serve({"--demo"}));
    http::test::Client client(server.port());
    const std::string body = R"({"email":"maya.lindqvist@harbour.example","password":"quiet harbour lantern"})";
    const auto answer = client.request("POST /api/v1/auth/login HTTP/1.1\r\nOrigin: " + server.address() +
                                           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()),
                                       body);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_NE(server.output().find("maya.lindqvist@harbour.example"), std::string::npos) << server.output();
    EXPECT_EQ(server.stop(), 0);
  }
}

TEST(DevClock, is_there_only_when_asked_for) {
  const Folders folders;
  const Server server(folders.serve());
  http::test::Client client(server.port());
  EXPECT_EQ(client.request("GET /dev/clock HTTP/1.1\r\nAccept: application/json").body.find("\"now\""), std::string::npos);
}

TEST(DevClock, starts_now_or_where_it_is_told_and_says_so_in_the_log) {
  for (const std::string flag : {"--dev-clock", "--dev-clock=2031-05-06T07:00:00Z"}) {
    const Folders folders;
    const Server server(folders.serve({flag}));
    http::test::Client client(server.port());
    const auto answer = client.request("GET /dev/clock HTTP/1.1");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body.find("2031-05-06T07:0") != std::string::npos, flag != "--dev-clock") << answer.body;
    EXPECT_NE(server.log().find("dev_clock_is_on"), std::string::npos);
  }
}

TEST(DevClock, does_not_start_behind_what_is_already_written) {
  const Folders folders;
  {
    Server(folders.serve({"--demo", "--dev-clock=2031-05-06T07:00:00Z"})).stop();
  }
  const Server server(folders.serve({"--dev-clock"}));
  http::test::Client client(server.port());
  EXPECT_NE(client.request("GET /dev/clock HTTP/1.1").body.find("2031-05-06T07:0"), std::string::npos);
}

}  // namespace
}  // namespace rolecall::cli::test
