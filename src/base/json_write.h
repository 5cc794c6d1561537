// Writing JSON as a stream into a string. Checks no nesting: what is begun has to be ended by the caller.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/time.h"

namespace rolecall::json {

template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;
template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

/// Appends to `out`, which outlives the writer.
///
///     json::Writer writer(body);
///     writer.begin_object().field("id", member.id).field("roles", roles).end_object();
///
/// Values: strings, bool, integers, double (null when not finite), Instant (RFC 3339), Id, Value, described enums (their
/// name), described structs (every member under its own name), std::optional (null when empty), std::vector.
/// INVARIANT: strings are UTF-8; names are plain identifiers, which are not escaped.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  Writer& begin_object() { return open('{'); }
  Writer& end_object() { return close('}'); }
  Writer& begin_array() { return open('['); }
  Writer& end_array() { return close(']'); }

  /// The name of the member that comes next.
  Writer& name(std::string_view name);
  /// The same for a name that comes from outside and may need escapes.
  Writer& quoted_name(std::string_view name);
  template <class T>
  Writer& field(std::string_view member, const T& content) {
    return name(member).value(content);
  }
  /// A member whose value is ready-made JSON text.
  Writer& raw_field(std::string_view member, std::string_view json) { return name(member).raw(json); }
  /// Ready-made JSON text of one value.
  Writer& raw(std::string_view json);

  Writer& null() { return raw("null"); }
  Writer& value(std::string_view text);
  Writer& value(const std::string& text) { return value(std::string_view(text)); }
  Writer& value(const char* text) { return value(std::string_view(text)); }
  Writer& value(std::same_as<bool> auto content) { return raw(content ? "true" : "false"); }
  Writer& value(std::signed_integral auto content) { return integer(content); }
  Writer& value(std::unsigned_integral auto content)
    requires(!std::same_as<decltype(content), bool>)
  {
    return unsigned_integer(content);
  }
  Writer& value(double content);
  Writer& value(Instant content);
  Writer& value(std::nullptr_t) { return null(); }
  /// As it stands in its document, with its order of names.
  Writer& value(Value content);

  template <class Tag>
  Writer& value(const Id<Tag>& id) {
    return value(std::string_view(id.value));
  }
  template <class T>
  Writer& value(const std::optional<T>& content) {
    return content ? value(*content) : null();
  }
  template <class T>
  Writer& value(const std::vector<T>& content) {
    begin_array();
    for (const auto& element : content) value(element);
    return end_array();
  }
  template <DescribedEnum T>
  Writer& value(T content) {
    return value(std::string_view(boost::describe::enum_to_string(content, "")));
  }
  template <DescribedStruct T>
  Writer& value(const T& content) {
    begin_object();
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto member) { field(member.name, content.*member.pointer); });
    return end_object();
  }

 private:
  Writer& open(char bracket);
  Writer& close(char bracket);
  Writer& integer(std::int64_t content);
  Writer& unsigned_integer(std::uint64_t content);
  void separate();

  std::string& out_;
  bool comma_ = false;  // a value stands before the next one
};

/// The JSON text of any value that a Writer takes.
template <class T>
[[nodiscard]] std::string text(const T& content) {
  std::string out;
  Writer(out).value(content);
  return out;
}

}  // namespace rolecall::json
