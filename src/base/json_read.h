// Reading JSON into structs described with BOOST_DESCRIBE_STRUCT; every wrong field is reported at once.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/json_write.h"
#include "base/time.h"

namespace rolecall::json {

/// What happens to members that the struct does not name.
enum class Unknown { refuse, ignore };

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_array = false;
template <class T>
inline constexpr bool is_array<std::vector<T>> = true;

/// Collects what is wrong while one value is read. Used by `read` below; not meant for callers.
class Reading {
 public:
  explicit Reading(Unknown unknown) : unknown_(unknown) {}

  void into(std::string& out, Value value);
  void into(bool& out, Value value);
  void into(double& out, Value value);
  void into(Instant& out, Value value);
  void into(std::optional<Value>& out, Value value) { out = value; }

  template <std::integral T>
  void into(T& out, Value value) {
    if (const auto number = whole_number(value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max())) {
      out = static_cast<T>(*number);
    }
  }
  template <class Tag>
  void into(Id<Tag>& out, Value value) {
    into(out.value, value);
  }
  template <class T>
  void into(std::optional<T>& out, Value value) {
    // An optional of an optional tells a missing member (outer empty) from null (inner empty). Null is no array: it would pass
    // for "as it is" where somebody means "none".
    if (value.is_null() && !is_optional<T> && !is_array<T>) return;
    into(out.emplace(), value);
  }
  template <class T>
  void into(std::vector<T>& out, Value value) {
    if (!expect(value, Kind::array)) return;
    std::size_t index = 0;
    for (const Value element : value) {
      const Step step(*this, std::to_string(index++));
      into(out.emplace_back(), element);
    }
  }
  template <DescribedEnum T>
  void into(T& out, Value value) {
    if (!expect(value, Kind::string)) return;
    if (boost::describe::enum_from_string(std::string(value.string()).c_str(), out)) return;
    std::vector<std::string_view> names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto one) { names.emplace_back(one.name); });
    wrong(expected_one_of(names));
  }
  template <DescribedStruct T>
  void into(T& out, Value value) {
    if (!expect(value, Kind::object)) return;
    using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto member) { this->member(out.*member.pointer, value, member.name); });
    if (unknown_ == Unknown::ignore) return;
    std::vector<std::string_view> names;
    boost::mp11::mp_for_each<Members>([&](auto member) { names.emplace_back(member.name); });
    refuse_unknown(value, names);
  }

  /// Nothing when every field was right; otherwise the 422 with all of them.
  [[nodiscard]] std::optional<Error> error();

 private:
  /// Extends the pointer for as long as it lives.
  class Step {
   public:
    Step(Reading& reading, std::string_view token);
    ~Step() { reading_.pointer_.resize(length_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Reading& reading_;
    std::size_t length_;
  };

  template <class T>
  void member(T& out, Value object, std::string_view name) {
    const auto found = object.find(name);
    if (!found && is_optional<T>) return;
    const Step step(*this, name);
    if (found) return into(out, *found);
    wrong("is required");
  }
  bool expect(Value value, Kind kind);
  std::optional<std::int64_t> whole_number(Value value, std::int64_t low, std::uint64_t high);
  void refuse_unknown(Value object, const std::vector<std::string_view>& names);
  static std::string expected_one_of(const std::vector<std::string_view>& names);
  void wrong(std::string detail);

  Unknown unknown_;
  std::string pointer_;
  std::vector<FieldError> errors_;
};

/// Reads `value` as a T: a described struct, or anything that its members may be: std::string, bool, integers, double,
/// Instant (RFC 3339), Id, described enums, std::optional (may be missing or, but for arrays, null), std::vector, nested structs,
/// and std::optional<Value> for what is looked at later. Every other member is required. Errors: `invalid` with one FieldError
/// for each wrong field, at most 100 of them.
template <class T>
[[nodiscard]] Result<T> read(Value value, Unknown unknown = Unknown::refuse) {
  Reading reading(unknown);
  T out{};
  reading.into(out, value);
  if (auto error = reading.error()) return std::unexpected(std::move(*error));
  return out;
}

}  // namespace rolecall::json
