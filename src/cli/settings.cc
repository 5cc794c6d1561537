#include "cli/settings.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
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
    SettingKey{"demo", "false", "fill an empty database with a synthetic clinic (loopback only)"},
    SettingKey{"dev_clock", "false", "true, or an instant to start at: /dev/clock moves the time (loopback only)"},
    SettingKey{"invitation_days", "30", "how long an invitation lives"},
    SettingKey{"idle_minutes", "30", "a login ends after so long without a request"},
    SettingKey{"absolute_hours", "12", "a login ends after so long in any case"},
    SettingKey{"seat_charge", "invitation", "invitation or acceptance: when a seat begins to cost"},
    SettingKey{"throttle.enabled", "true", "false lifts the sign-in throttle, for measurements only"},
    SettingKey{"log_level", "info", "debug, info, warning or error"},
};

bool is_key(std::string_view name) {
  return std::ranges::any_of(keys, [&](const SettingKey& key) { return key.key == name; });
}

std::unexpected<Error> wrong(std::string_view key, std::string_view expected) {
  return fail(Code::invalid, "setting_invalid", "setting `" + std::string(key) + "`: expected " + std::string(expected));
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

/// Reads one text after the other and remembers the first thing that is wrong.
class Reader {
 public:
  explicit Reader(const SettingTexts& texts) : texts_(texts) {}

  [[nodiscard]] const std::string& text(std::string_view key) const { return texts_.find(key)->second; }

  std::int64_t number(std::string_view key, std::int64_t low, std::int64_t high) {
    const std::string& value = text(key);
    std::int64_t result = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), result);
    if (error != std::errc() || end != value.data() + value.size() || result < low || result > high) {
      note(key, "a number from " + std::to_string(low) + " to " + std::to_string(high));
    }
    return result;
  }

  bool truth(std::string_view key) {
    const std::string& value = text(key);
    if (value != "true" && value != "false" && value != "1" && value != "0") note(key, "true or false");
    return value == "true" || value == "1";
  }

  std::size_t one_of(std::string_view key, std::span<const std::string_view> words, std::string_view expected) {
    const auto found = std::ranges::find(words, text(key));
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    note(key, std::string(expected));
    return 0;
  }

  Listen listen(std::string_view key) {
    const std::string& value = text(key);
    const auto colon = value.rfind(':');
    Listen result;
    unsigned port = 0;
    const char* first = colon == std::string::npos ? nullptr : value.data() + colon + 1;
    const auto parsed = first == nullptr ? std::from_chars_result{nullptr, std::errc::invalid_argument}
                                         : std::from_chars(first, value.data() + value.size(), port);
    if (parsed.ec != std::errc() || parsed.ptr != value.data() + value.size() || port > 65535 || colon == 0) {
      note(key, "address:port");
      return result;
    }
    result.address = value.substr(0, colon);
    if (result.address.starts_with('[') && result.address.ends_with(']')) {
      result.address = result.address.substr(1, result.address.size() - 2);
    }
    result.port = static_cast<std::uint16_t>(port);
    return result;
  }

  void note(std::string_view key, std::string expected) {
    if (!error_) error_ = wrong(key, expected).error();
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  const SettingTexts& texts_;
  std::optional<Error> error_;
};

bool is_loopback(const std::string& address) { return address.starts_with("127.") || address == "localhost" || address == "::1"; }

std::optional<mail::SmtpSettings> read_smtp(Reader& reader) {
  static constexpr std::array<std::string_view, 4> words{"off", "optional", "required", "implicit"};
  mail::SmtpSettings smtp;
  smtp.host = reader.text("smtp.host");
  smtp.port = static_cast<int>(reader.number("smtp.port", 1, 65535));
  smtp.tls = static_cast<mail::SmtpTls>(reader.one_of("smtp.tls", words, "required, optional, implicit or off"));
  smtp.user = reader.text("smtp.user");
  smtp.password = reader.text("smtp.password");
  smtp.ca_file = reader.text("smtp.ca_file");
  return smtp.host.empty() ? std::nullopt : std::optional(smtp);
}

std::optional<http::TlsFiles> read_tls(Reader& reader) {
  http::TlsFiles files{reader.text("tls.certificate"), reader.text("tls.key")};
  if (files.certificate.empty() != files.key.empty()) reader.note("tls.key", "both tls.certificate and tls.key, or neither");
  return files.certificate.empty() ? std::nullopt : std::optional(files);
}

void read_clock(Reader& reader, Settings& settings) {
  const std::string& text = reader.text("dev_clock");
  settings.dev_clock_start = parse_rfc3339(text);
  settings.dev_clock = settings.dev_clock_start.has_value() || reader.truth("dev_clock");
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ',');) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

service::Settings read_service(Reader& reader) {
  static constexpr std::array<std::string_view, 2> charges{"invitation", "acceptance"};
  service::Settings service;
  service.invitation_lifetime = days(reader.number("invitation_days", 1, 365));
  service.idle_limit = minutes(reader.number("idle_minutes", 1, 24 * 60));
  service.absolute_limit = hours(reader.number("absolute_hours", 1, 30 * 24));
  service.seat_charge = static_cast<service::SeatCharge>(reader.one_of("seat_charge", charges, "invitation or acceptance"));
  service.throttling = reader.truth("throttle.enabled") ? service::Throttling::enforced : service::Throttling::lifted;
  return service;
}

/// Folders beside the data folder: what must never lie inside it.
std::string beside(const std::string& data, const std::string& configured, std::string_view suffix) {
  if (!configured.empty()) return configured;
  std::string folder = data;
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  return folder + std::string(suffix);
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

Result<Settings> read_settings(const SettingTexts& texts) {
  static constexpr std::array<std::string_view, 4> levels{"debug", "info", "warning", "error"};
  Reader reader(texts);
  Settings settings;
  settings.data = reader.text("data");
  settings.database = reader.text("database");
  if (settings.database != "sqlite" && !settings.database.starts_with("postgresql://")) {
    reader.note("database", "`sqlite` or postgresql://…");
  }
  settings.listen = reader.listen("listen");
  if (!reader.text("metrics_listen").empty()) settings.metrics_listen = reader.listen("metrics_listen");
  settings.public_url = reader.text("public_url");
  while (settings.public_url.ends_with('/')) settings.public_url.pop_back();
  if (!settings.public_url.empty() && !settings.public_url.starts_with("http://") &&
      !settings.public_url.starts_with("https://")) {
    reader.note("public_url", "an address that begins with http:// or https://");
  }
  settings.trusted_proxies = split(reader.text("trusted_proxy"));
  settings.key_dir = beside(settings.data, reader.text("key_dir"), "-keys");
  settings.plans = reader.text("plans");
  settings.mail_dir = beside(settings.data, reader.text("mail_dir"), "-mail");
  settings.mail_from = reader.text("mail_from");
  settings.smtp = read_smtp(reader);
  settings.tls = read_tls(reader);
  settings.threads = static_cast<unsigned>(reader.number("threads", 0, 256));
  settings.demo = reader.truth("demo");
  read_clock(reader, settings);
  settings.log_level = static_cast<log::Level>(reader.one_of("log_level", levels, "debug, info, warning or error"));
  settings.service = read_service(reader);
  settings.service.has_dev_clock = settings.dev_clock;
  if (settings.demo && !is_loopback(settings.listen.address)) reader.note("demo", "a loopback address to listen on");
  if (settings.dev_clock && !is_loopback(settings.listen.address)) reader.note("dev_clock", "a loopback address to listen on");
  if (reader.error()) return std::unexpected(*reader.error());
  return settings;
}

}  // namespace rolecall::cli
