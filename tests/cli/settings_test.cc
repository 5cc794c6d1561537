// Where a setting comes from, what it may be, and how it is shown (SPEC section 10).
#include "cli/settings.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "program.h"

namespace rolecall::cli {
namespace {

const Variables no_variables = [](const char*) -> const char* { return nullptr; };

SettingTexts resolved(const SettingTexts& flags, const Variables& variables = no_variables,
                      const std::optional<std::string>& file = std::nullopt) {
  return resolve_settings(flags, variables, file).value();
}

/// The line that stops the start when a setting has this value; empty when it does not.
std::string refusal_of(const SettingTexts& flags) {
  const auto settings = read_settings(resolved(flags));
  return settings ? "" : settings.error().detail;
}

TEST(Settings, take_the_flag_before_the_variable_before_the_file_before_the_default) {
  for (const SettingKey& key : setting_keys()) {
    const std::string name(key.key);
    const std::string file = name + " = \"from the file\"";
    const Variables variable = [&](const char* asked) { return variable_of(key) == asked ? "from the variable" : nullptr; };
    EXPECT_EQ(resolved({}).at(name), key.fallback) << name;
    EXPECT_EQ(resolved({}, no_variables, file).at(name), "from the file") << name;
    EXPECT_EQ(resolved({}, variable, file).at(name), "from the variable") << name;
    EXPECT_EQ(resolved({{name, "from the flag"}}, variable, file).at(name), "from the flag") << name;
  }
}

TEST(Settings, are_right_by_default) { EXPECT_EQ(refusal_of({}), ""); }

TEST(Settings, are_named_alike_as_flag_and_as_variable) {
  const auto key = std::ranges::find(setting_keys(), "smtp.ca_file", &SettingKey::key);
  EXPECT_EQ(flag_of(*key), "--smtp-ca-file");
  EXPECT_EQ(variable_of(*key), "ROLECALL_SMTP_CA_FILE");
}

TEST(Settings, in_a_file_may_have_their_own_types_and_tables) {
  const auto texts = resolved({}, no_variables,
                              "demo = true\nthreads = 3\ndev_clock = 2026-03-01T12:00:00Z\n"
                              "[smtp]\nhost = \"mail.example\"\nport = 2525\n[postgresql]\nwriters = 16\n");
  const auto settings = read_settings(texts);
  ASSERT_TRUE(settings) << settings.error().detail;
  EXPECT_TRUE(settings->demo);
  EXPECT_EQ(settings->threads, 3U);
  EXPECT_EQ(to_rfc3339(settings->dev_clock_start.value()), "2026-03-01T12:00:00Z");
  EXPECT_EQ(settings->smtp.value().port, 2525);
  EXPECT_EQ(settings->connections.writers, 16);
}

TEST(Settings, that_are_unknown_in_a_file_are_named) {
  const auto texts = resolve_settings({}, no_variables, "[smtp]\nhots = \"mail.example\"\n");
  ASSERT_FALSE(texts);
  EXPECT_NE(texts.error().detail.find("`smtp.hots`"), std::string::npos);
}

TEST(Settings, in_a_file_that_is_no_TOML_are_refused_with_the_line) {
  const auto texts = resolve_settings({}, no_variables, "threads = 3\nlisten = [\n");
  ASSERT_FALSE(texts);
  EXPECT_NE(texts.error().detail.find("line"), std::string::npos);
}

TEST(Settings, that_are_wrong_are_refused_by_name) {
  const std::vector<std::pair<std::string, std::string>> wrong{{"database", "mysql://host"},
                                                               {"listen", "nonsense"},
                                                               {"listen", "127.0.0.1:70000"},
                                                               {"listen", ":8080"},
                                                               {"metrics_listen", "9090"},
                                                               {"public_url", "rolecall.example"},
                                                               {"public_url", "https://a/app"},
                                                               {"public_url", "https://"},
                                                               {"trusted_proxy", "10.0.0.0/99"},
                                                               {"trusted_proxy", "10.0.0.0/8,proxy"},
                                                               {"mail_from", "nobody"},
                                                               {"smtp.port", "0"},
                                                               {"smtp.port", "25x"},
                                                               {"smtp.tls", "maybe"},
                                                               {"tls.key", "key.pem"},
                                                               {"threads", "-1"},
                                                               {"threads", ""},
                                                               {"password_threads", "0"},
                                                               {"postgresql.readers", "0"},
                                                               {"postgresql.writers", "1000"},
                                                               {"demo", "on"},
                                                               {"dev_clock", "yesterday"},
                                                               {"invitation_days", "0"},
                                                               {"idle_minutes", "none"},
                                                               {"absolute_hours", "100000"},
                                                               {"seat_charge", "never"},
                                                               {"throttle.enabled", "off"},
                                                               {"log_level", "loud"}};
  for (const auto& [key, value] : wrong) {
    EXPECT_NE(refusal_of({{key, value}}).find("setting `" + key + "`"), std::string::npos) << key << " = " << value;
  }
}

TEST(Settings, allow_the_demo_and_the_clock_of_development_on_loopback_only) {
  for (const std::string key : {"demo", "dev_clock"}) {
    for (const std::string address : {"127.0.0.1:0", "127.8.9.10:0", "localhost:0", "[::1]:0"}) {
      EXPECT_EQ(refusal_of({{key, "true"}, {"listen", address}}), "") << key << " " << address;
    }
    for (const std::string address : {"0.0.0.0:0", "[::]:0", "192.0.2.1:0"}) {
      EXPECT_NE(refusal_of({{key, "true"}, {"listen", address}}).find("`" + key + "`"), std::string::npos) << address;
    }
  }
}

TEST(Settings, keep_keys_and_mails_outside_of_the_data_folder) {
  const auto settings = read_settings(resolved({{"data", "/srv/rolecall/data/"}}));
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->key_dir, "/srv/rolecall/data-keys");
  EXPECT_EQ(settings->mail_dir, "/srv/rolecall/data-mail");
}

TEST(Settings, are_shown_as_TOML_without_secrets) {
  SettingTexts flags{{"database", "postgresql://rolecall:secret-1@db.example/rolecall"}, {"smtp.password", "secret-2"}};
  flags["listen"] = "127.0.0.1:9";
  const std::string shown = print_settings(resolved(flags));
  EXPECT_EQ(shown.find("secret-"), std::string::npos);
  EXPECT_NE(shown.find("listen = "), std::string::npos);
  const auto read_again = resolved({}, no_variables, shown);
  EXPECT_EQ(read_again.at("listen"), "127.0.0.1:9");
  EXPECT_EQ(read_again.size(), setting_keys().size());
}

/// docs/settings.md, made from the table of settings.
std::string document() {
  std::string text =
      "<!-- Generated from src/cli/settings.cc by cli_tests with ROLECALL_REGENERATE=1 in the environment; never edited by hand. "
      "-->\n"
      "# Settings\n\n"
      "Every setting comes from its flag, else from its variable in the environment, else from the TOML file that `--config` "
      "names,\n"
      "else it has its default. In the file, `smtp.host` stands as `host` in the table `[smtp]` or as the dotted key.\n"
      "`rolecall serve --print-config` shows the result with secrets masked. A wrong setting stops the start with one line that\n"
      "names it. The other commands take the same settings.\n\n"
      "| key | flag | variable | default | what it is |\n|---|---|---|---|---|\n";
  for (const SettingKey& key : setting_keys()) {
    const std::string fallback = key.fallback.empty() ? "" : "`" + std::string(key.fallback) + "`";
    text += "| `" + std::string(key.key) + "` | `" + flag_of(key) + "` | `" + variable_of(key) + "` | " + fallback + " | " +
            std::string(key.help) + " |\n";
  }
  return text;
}

TEST(Settings, are_all_in_the_document) {
  const std::string file = ROLECALL_SOURCE_DIR "/docs/settings.md";
  if (std::getenv("ROLECALL_REGENERATE") != nullptr) test::write_file(file, document());
  EXPECT_EQ(test::text_of(file), document());
}

}  // namespace
}  // namespace rolecall::cli
