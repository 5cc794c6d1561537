#include "cli/settings.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>

namespace rolecall::cli {
namespace {

using enum SettingKey::Secrecy;

constexpr std::array keys{
    SettingKey{"data", "data", "folder of the database"},
    SettingKey{"database", "sqlite", "`sqlite` or postgresql://user:password@host/name", secret},
    SettingKey{"listen", "127.0.0.1:8080", "address:port to serve on; port 0 takes a free one"},
    SettingKey{"metrics_listen", "", "address:port for /metrics; empty: not served"},
    SettingKey{"public_url", "", "base of mailed links and the accepted Origin; default: the listener"},
    SettingKey{"trusted_proxy", "", "CIDR ranges, separated by commas, whose X-Forwarded-For counts"},
    SettingKey{"key_dir", "", "folder of the master and the signing key; default: beside the data folder"},
    SettingKey{"plans", "", "TOML file with the plans; default: the shipped ones"},
    SettingKey{"mail_dir", "", "folder for mails as .eml files when no mail server is set; default: beside the data folder"},
    SettingKey{"mail_from", "rolecall@localhost.localdomain", "the address that mails come from"},
    SettingKey{"smtp.host", "", "mail server; empty: mails become files in mail_dir"},
    SettingKey{"smtp.port", "587", "port of the mail server"},
    SettingKey{"smtp.tls", "required", "required, optional, implicit or off"},
    SettingKey{"smtp.user", "", "user at the mail server"},
    SettingKey{"smtp.password", "", "password at the mail server", secret},
    SettingKey{"smtp.ca_file", "", "certificates that the mail server's must come from; default: the system's"},
    SettingKey{"tls.certificate", "", "PEM file; serves HTTPS together with tls.key"},
    SettingKey{"tls.key", "", "PEM file of the certificate's key"},
    SettingKey{"threads", "0", "I/O threads; 0: one for each core"},
    SettingKey{"password_threads", "1", "threads that hash passwords, each with 19 MiB"},
    SettingKey{"postgresql.readers", "4", "connections to PostgreSQL that read"},
    SettingKey{"postgresql.writers", "8", "connections to PostgreSQL that write"},
    SettingKey{"demo", "false", "fill an empty database with a synthetic clinic (loopback only)"},
    SettingKey{"dev_clock", "false", "true, or an instant to start at: /dev/clock moves the time (loopback only)"},
    SettingKey{"invitation_days", "30", "how long an invitation lives"},
    SettingKey{"idle_minutes", "30", "a login ends after so long without a request"},
    SettingKey{"absolute_hours", "12", "a login ends after so long in any case"},
    SettingKey{"payment_instructions", "", "how invoices are paid: a sentence on each of them"},
    SettingKey{"seat_charge", "invitation", "invitation or acceptance: when a seat begins to cost"},
    SettingKey{"throttle.enabled", "true", "false lifts the sign-in throttle, for measurements only"},
    SettingKey{"log_level", "info", "debug, info, warning or error"},
};

bool is_key(std::string_view name) {
  return std::ranges::any_of(keys, [&](const SettingKey& key) { return key.key == name; });
}

std::string text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  std::ostringstream out;
  out << toml::node_view<const toml::node>(node);
  return out.str();
}

Result<Done> collect(const toml::table& table, const std::string& prefix, SettingTexts& into) {
  for (const auto& [name, node] : table) {
    const std::string key = prefix + std::string(name.str());
    if (const auto* inner = node.as_table()) {
      if (const auto done = collect(*inner, key + ".", into); !done) return done;
      continue;
    }
    if (!is_key(key)) return fail(Code::invalid, "setting_unknown", "setting `" + key + "` is unknown");
    into[key] = text_of(node);
  }
  return Done{};
}

Result<SettingTexts> parse_file(const std::string& text) {
  SettingTexts found;
  try {
    const toml::table table = toml::parse(text);
    if (const auto done = collect(table, "", found); !done) return std::unexpected(done.error());
  } catch (const toml::parse_error& error) {
    return fail(Code::invalid, "config_unreadable",
                "the configuration file cannot be read in line " + std::to_string(error.source().begin.line));
  }
  return found;
}

}  // namespace

std::span<const SettingKey> setting_keys() { return keys; }

std::string flag_of(const SettingKey& key) {
  std::string flag = "--" + std::string(key.key);
  std::ranges::replace_if(flag, [](char c) { return c == '.' || c == '_'; }, '-');
  return flag;
}

std::string variable_of(const SettingKey& key) {
  std::string variable = "ROLECALL_" + std::string(key.key);
  std::ranges::transform(variable, variable.begin(),
                         [](char c) { return c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
  return variable;
}

Result<SettingTexts> resolve_settings(const SettingTexts& flags, const Variables& variables,
                                      const std::optional<std::string>& toml) {
  SettingTexts file;
  if (toml) {
    auto parsed = parse_file(*toml);
    if (!parsed) return std::unexpected(parsed.error());
    file = std::move(*parsed);
  }
  SettingTexts texts;
  for (const SettingKey& key : keys) {
    const std::string name(key.key);
    const char* variable = variables(variable_of(key).c_str());
    if (const auto flag = flags.find(name); flag != flags.end()) {
      texts[name] = flag->second;
    } else if (variable != nullptr) {
      texts[name] = variable;
    } else if (const auto found = file.find(name); found != file.end()) {
      texts[name] = found->second;
    } else {
      texts[name] = key.fallback;
    }
  }
  return texts;
}

std::string print_settings(const SettingTexts& texts) {
  std::ostringstream out;
  for (const SettingKey& key : keys) {
    const std::string& value = texts.find(key.key)->second;
    const bool is_masked = key.secrecy == secret && !value.empty() && value != key.fallback;
    out << key.key << " = " << toml::value<std::string>(is_masked ? "(set, not shown)" : value) << "\n";
  }
  return out.str();
}

}  // namespace rolecall::cli
