#include "base/log.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstddef>
#include <memory>

namespace rolecall::log {
namespace {

constexpr std::size_t longest_text = 300;

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
    case Level::none:
      return spdlog::level::off;
  }
  return spdlog::level::off;
}

/// Never destroyed: threads may log until the very end of the process.
spdlog::logger& logger() {
  static spdlog::logger* const instance = [] {
    auto made = std::make_unique<spdlog::logger>("rolecall", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_formatter(std::make_unique<spdlog::pattern_formatter>(R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                                                                    spdlog::pattern_time_type::utc));
    made->flush_on(spdlog::level::debug);
    return made.release();
  }();
  return *instance;
}

/// The characters of names and ids pass; anything that only a foreign text would hold becomes `?`.
void append_text(std::string& out, std::string_view text) {
  static constexpr std::string_view marks = "_-./:;{}[]*+=<>% `,()";
  for (char c : text.substr(0, longest_text)) {
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    out += is_word || marks.find(c) != std::string_view::npos ? c : '?';
  }
}

/// Where a part that may quote somebody's data ends, when one begins at `text`; 0 otherwise.
std::size_t quoted_length(std::string_view text) {
  if (text.starts_with("=(")) return std::min(text.find(')'), text.size() - 1) + 1;
  if (text.front() != '\'' && text.front() != '"') return 0;
  return std::min(text.find(text.front(), 1), text.size() - 1) + 1;
}

std::string without_quotations(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto length = quoted_length(text);
    out += length > 0 ? '?' : text.front();
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::string without_addresses(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size() - 1) + 1;
    const auto word = text.substr(0, end);
    out += word.find('@') == std::string_view::npos ? word : std::string_view("? ");
    text.remove_prefix(end);
  }
  return out;
}

struct AppendValue {
  std::string& out;
  void operator()(std::int64_t number) const { out += std::to_string(number); }
  void operator()(bool truth) const { out += truth ? "true" : "false"; }
  void operator()(std::string_view text) const {
    out += '"';
    append_text(out, text);
    out += '"';
  }
};

void write(Level level, Label event, Fields fields) {
  if (!is_enabled(level)) return;
  std::string line = R"("event":")";
  append_text(line, event.text());
  line += '"';
  for (const Field& field : fields) {
    line += ",\"";
    append_text(line, field.key.text());
    line += "\":";
    std::visit(AppendValue{line}, field.value.get());
  }
  logger().log(to_spdlog(level), line);
}

}  // namespace

FaultText::FaultText(const std::exception& fault) : text_(without_addresses(without_quotations(fault.what()))) {}

void set_level(Level level) { logger().set_level(to_spdlog(level)); }
bool is_enabled(Level level) { return logger().should_log(to_spdlog(level)); }

void debug(Label event, Fields fields) { write(Level::debug, event, fields); }
void info(Label event, Fields fields) { write(Level::info, event, fields); }
void warning(Label event, Fields fields) { write(Level::warning, event, fields); }
void error(Label event, Fields fields) { write(Level::error, event, fields); }

}  // namespace rolecall::log
