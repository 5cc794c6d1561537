#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>

#include "base/address.h"
#include "cli/settings.h"
#include "http/client_address.h"

namespace rolecall::cli {
namespace {

std::unexpected<Error> wrong(std::string_view key, std::string_view expected) {
  return fail(Code::invalid, "setting_invalid", "setting `" + std::string(key) + "`: expected " + std::string(expected));
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
    note(key, expected);
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

  void note(std::string_view key, std::string_view expected) {
    if (!error_) error_ = wrong(key, expected).error();
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  const SettingTexts& texts_;
  std::optional<Error> error_;
};

/// A scheme and a host, perhaps with a port: what browsers send as Origin.
bool is_origin(std::string_view url) {
  const std::string_view scheme = url.starts_with("https://") ? "https://" : "http://";
  if (!url.starts_with(scheme)) return false;
  const auto host = url.substr(scheme.size());
  return !host.empty() && host.find_first_of("/?#@ ") == std::string_view::npos;
}

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
  service.payment_instructions = reader.text("payment_instructions");
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
  if (!settings.public_url.empty() && !is_origin(settings.public_url)) {
    reader.note("public_url", "http:// or https:// with a host and perhaps a port, without a path");
  }
  settings.trusted_proxies = split(reader.text("trusted_proxy"));
  if (!http::parse_networks(settings.trusted_proxies))
    reader.note("trusted_proxy", "networks like 10.0.0.0/8, separated by commas");
  settings.key_dir = beside(settings.data, reader.text("key_dir"), "-keys");
  settings.plans = reader.text("plans");
  settings.mail_dir = beside(settings.data, reader.text("mail_dir"), "-mail");
  settings.mail_from = reader.text("mail_from");
  if (!read_address(settings.mail_from)) reader.note("mail_from", "an e-mail address");
  settings.smtp = read_smtp(reader);
  settings.tls = read_tls(reader);
  settings.threads = static_cast<unsigned>(reader.number("threads", 0, 256));
  settings.password_threads = static_cast<std::size_t>(reader.number("password_threads", 1, 64));
  settings.connections.readers = static_cast<int>(reader.number("postgresql.readers", 1, 256));
  settings.connections.writers = static_cast<int>(reader.number("postgresql.writers", 1, 256));
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
