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

/// One parameter. Views must live until the statement has run.
using Value = std::variant<std::monostate, std::int64_t, std::string_view, BytesView>;

inline Value to_value(std::int64_t v) { return v; }
inline Value to_value(int v) { return static_cast<std::int64_t>(v); }
inline Value to_value(std::nullptr_t) { return std::monostate{}; }
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
Value to_value(const std::optional<T>& v) {
  return v ? to_value(*v) : Value{std::monostate{}};
}
template <class T>
  requires std::same_as<T, bool>
Value to_value(T v) {
  return static_cast<std::int64_t>(v ? 1 : 0);
}

}  // namespace rolecall::store
