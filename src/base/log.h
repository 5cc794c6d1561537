// The operator's log: one JSON object per line on stderr. Holds no personal data by construction: a value is a number, a
// truth, a name compiled into the program, a typed id or the scrubbed text of a fault. There is no overload for other text.
#pragma once

#include <concepts>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "base/id.h"

namespace rolecall::log {

enum class Level { debug, info, warning, error, none };

/// A name that is part of the program: an event, a key, a state, a rule.
class Label {
 public:
  /// Only from a literal.
  consteval Label(const char* literal) : text_(literal) {}  // NOLINT: implicit, so that literals read as themselves
  /// INVARIANT: `name` comes from one of the program's own tables (actions, rules, routes), never from a request.
  [[nodiscard]] static constexpr Label from_table(std::string_view name) { return Label(name, 0); }
  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  constexpr Label(std::string_view text, int /*not a literal*/) : text_(text) {}
  std::string_view text_;
};

/// What an exception says, for the operator: quoted parts and words with `@` are masked.
class FaultText {
 public:
  explicit FaultText(const std::exception& fault);
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string text_;
};

class Value {
 public:
  template <std::integral T>
  constexpr Value(T number) : value_(number_or_truth(number)) {}               // NOLINT: implicit, as above
  constexpr Value(Label label) : value_(label.text()) {}                       // NOLINT
  consteval Value(const char* literal) : value_(std::string_view(literal)) {}  // NOLINT
  Value(const FaultText& fault) : value_(fault.text()) {}                      // NOLINT
  template <class Tag>
  Value(const Id<Tag>& id) : value_(std::string_view(id.value)) {}  // NOLINT

  using Kind = std::variant<std::int64_t, bool, std::string_view>;
  [[nodiscard]] const Kind& get() const { return value_; }

 private:
  template <std::integral T>
  static constexpr Kind number_or_truth(T number) {
    if constexpr (std::same_as<T, bool>) return number;
    return static_cast<std::int64_t>(number);
  }
  Kind value_;
};

struct Field {
  Label key;
  Value value;
};
using Fields = std::initializer_list<Field>;

/// Texts are cut after 300 characters, and characters that no name of the program holds are written as `?`.
/// Lines below the level are not written and cost one comparison. The level at the start is `info`. Thread-safe.
void set_level(Level level);
[[nodiscard]] bool is_enabled(Level level);

/// `log::info("server_started", {{"port", 8080}, {"database", "sqlite"}})` writes
/// `{"at":"2026-03-01T00:00:00.000Z","level":"info","event":"server_started","port":8080,"database":"sqlite"}`.
void debug(Label event, Fields fields = {});
void info(Label event, Fields fields = {});
void warning(Label event, Fields fields = {});
void error(Label event, Fields fields = {});

}  // namespace rolecall::log
