// The values of an audit row, and their one canonical JSON text (RFC 8785 restricted to what rows need): keys sorted, no
// white space, whole numbers only, shortest escapes. The text is what is hashed, so equal values always have equal bytes.
#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/id.h"

namespace rolecall::audit {

/// A name, an address, a free text: something about a person. It never enters the chain: `commit_personal` (commitment.h)
/// replaces it by a Commitment. `subject` is the id of the person with whom it is erased.
struct Personal {
  std::string value;
  std::string subject;
  bool operator==(const Personal&) const = default;
};

/// What stands in the chain for a personal value: 64 hex digits. Written as `{"commitment":"…"}`.
struct Commitment {
  std::string hex;
  bool operator==(const Commitment&) const = default;
};

struct Value;
using Array = std::vector<Value>;
/// Keys are ASCII, so that sorting by octets is sorting by RFC 8785.
using Object = std::map<std::string, Value, std::less<>>;

/// `Value after = Object{{"roles", Array{"clinician"}}, {"email", Personal{address, user.value}}};`. Default: null.
struct Value {
  std::variant<std::nullptr_t, bool, std::int64_t, std::string, Array, Object, Personal, Commitment> data = nullptr;

  Value() = default;
  Value(std::nullptr_t) {}                                       // NOLINT: implicit throughout, so that
  template <std::integral T>                                     // rows read like the JSON they become
  Value(T number) : data(number_or_truth(number)) {}             // NOLINT
  Value(std::string text) : data(std::move(text)) {}             // NOLINT
  Value(std::string_view text) : data(std::string(text)) {}      // NOLINT
  Value(const char* text) : data(std::string(text)) {}           // NOLINT
  Value(Array items) : data(std::move(items)) {}                 // NOLINT
  Value(Object fields) : data(std::move(fields)) {}              // NOLINT
  Value(Personal personal) : data(std::move(personal)) {}        // NOLINT
  Value(Commitment commitment) : data(std::move(commitment)) {}  // NOLINT
  template <class Tag>
  Value(const Id<Tag>& id) : data(id.value) {}  // NOLINT
  bool operator==(const Value&) const;

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::nullptr_t>(data); }
  /// The value, or nullptr when it is of another kind.
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&data); }
  [[nodiscard]] const std::int64_t* number() const { return std::get_if<std::int64_t>(&data); }
  [[nodiscard]] const Object* object() const { return std::get_if<Object>(&data); }
  [[nodiscard]] Object* object() { return std::get_if<Object>(&data); }

 private:
  template <std::integral T>
  static decltype(data) number_or_truth(T number) {
    if constexpr (std::same_as<T, bool>) {
      return number;
    } else {
      return static_cast<std::int64_t>(number);
    }
  }
};

/// The text as rows can hold it: octets that are not UTF-8, and NUL, replaced by U+FFFD.
[[nodiscard]] std::string readable(std::string_view text);

/// Throws std::logic_error when a Personal is left inside: that would put it into the chain for good. Texts are
/// written as `readable` makes them.
[[nodiscard]] std::string canonical(const Value& value);

/// The value of a canonical text, and nothing for any other text, however close (spaces, another order, a doubled key,
/// `\/`, 1.0, deeper than base/json reads): `canonical(*parse_canonical(t)) == t` always holds.
[[nodiscard]] std::optional<Value> parse_canonical(std::string_view text);

}  // namespace rolecall::audit
