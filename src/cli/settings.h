// Every setting of the server: flag > environment ROLECALL_… > TOML file > default (SPEC section 10).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/log.h"
#include "base/result.h"
#include "base/time.h"
#include "http/server.h"
#include "mail/smtp_delivery.h"
#include "service/environment.h"
#include "store/open.h"

namespace rolecall::cli {

/// One row of the table of settings. `key` is its name in the file; the flag is `--smtp-host`, the variable ROLECALL_SMTP_HOST.
struct SettingKey {
  enum class Secrecy { open, secret };
  std::string_view key;
  std::string_view fallback;
  std::string_view help;
  Secrecy secrecy = Secrecy::open;
};
[[nodiscard]] std::span<const SettingKey> setting_keys();
[[nodiscard]] std::string flag_of(const SettingKey& key);
[[nodiscard]] std::string variable_of(const SettingKey& key);

/// Key -> text, every key of the table present.
using SettingTexts = std::map<std::string, std::string, std::less<>>;
using Variables = std::function<const char*(const char*)>;

/// Errors: invalid, one line that names the key or the place in the file.
[[nodiscard]] Result<SettingTexts> resolve_settings(const SettingTexts& flags, const Variables& variables,
                                                    const std::optional<std::string>& toml);
/// `key = "value"` lines as TOML, secrets masked.
[[nodiscard]] std::string print_settings(const SettingTexts& texts);

struct Listen {
  std::string address;
  std::uint16_t port = 0;
};

/// What `serve` runs with.
struct Settings {
  std::string data;
  std::string database;
  Listen listen;
  std::optional<Listen> metrics_listen;
  std::string public_url;  // empty: the listener's
  std::vector<std::string> trusted_proxies;
  std::string key_dir;
  std::string plans;  // file; empty: the shipped plans
  std::string mail_dir;
  std::optional<mail::SmtpSettings> smtp;
  std::string mail_from;
  std::optional<http::TlsFiles> tls;
  unsigned threads = 0;
  std::size_t password_threads = 1;
  store::Connections connections;
  bool demo = false;
  bool dev_clock = false;
  std::optional<Instant> dev_clock_start;
  log::Level log_level = log::Level::info;
  service::Settings service;
};

/// Errors: invalid, one line that names the key.
[[nodiscard]] Result<Settings> read_settings(const SettingTexts& texts);

}  // namespace rolecall::cli
