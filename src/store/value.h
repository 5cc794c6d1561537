// The values that SQL statements take and give, the same on every database.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "base/id.h"
#include "base/time.h"

namespace rolecall::store {

/// Raw bytes (BLOB, BYTEA), as opposed to UTF-8 text.
using Bytes = std::basic_string<unsigned char>;
using BytesView = std::span<const unsigned char>;

/// A missing value. PostgreSQL wants to know of what; `unknown` leaves it to the column that it meets.
struct Null {
  enum class Type : std::uint8_t { unknown, integer, text, bytes };
  Type type = Type::unknown;
};

/// One parameter. Views must live until `query` or `execute` returns. Text is UTF-8 without NUL: the stores refuse it with NUL.
using Value = std::variant<Null, std::int64_t, std::string_view, BytesView>;

/// The kind of value that a parameter holds or lacks.
[[nodiscard]] constexpr Null::Type type_of(const Value& value) {
  const auto* null = std::get_if<Null>(&value);
  return null != nullptr ? null->type : static_cast<Null::Type>(value.index());
}

inline Value to_value(std::int64_t v) { return v; }
inline Value to_value(int v) { return static_cast<std::int64_t>(v); }
inline Value to_value(std::nullptr_t) { return Null{}; }
inline Value to_value(std::string_view v) { return v; }
inline Value to_value(const std::string& v) { return std::string_view(v); }
inline Value to_value(const char* v) { return std::string_view(v); }
inline Value to_value(Instant v) { return v.ms; }
inline Value to_value(const Bytes& v) { return BytesView(v.data(), v.size()); }
template <class Tag>
Value to_value(const Id<Tag>& id) {
  return std::string_view(id.value);
}
template <class E>
  requires std::is_enum_v<E>
Value to_value(E v) {
  return static_cast<std::int64_t>(v);
}
template <class T>
  requires std::same_as<T, bool>
Value to_value(T v) {
  return static_cast<std::int64_t>(v ? 1 : 0);
}
template <class T>
Value to_value(const std::optional<T>& v) {
  return v ? to_value(*v) : Value{Null{type_of(to_value(T{}))}};
}

}  // namespace rolecall::store
