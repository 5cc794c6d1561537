#include "store/postgres/postgres_result.h"

#include <stdexcept>

namespace rolecall::store {
namespace {

/// The object ids of the built-in types, fixed in PostgreSQL's catalogue (pg_type.dat).
enum class Type : Oid {
  truth = 16,
  bytes = 17,
  name = 19,
  big_integer = 20,
  small_integer = 21,
  integer = 23,
  text = 25,
  unknown = 705,
  varying_text = 1043,
  numeric = 1700,
};

[[noreturn]] void refuse_type() { throw std::logic_error("a column was read as another type than it has"); }

/// A big-endian integer with its sign.
std::int64_t big_endian(std::string_view raw) {
  auto value = static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<signed char>(raw.front())));
  for (const char byte : raw.substr(1)) value = (value << 8) | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(value);
}

/// The wire format of numeric: count, weight, sign and scale of 2 bytes each, then `count` digits to the base 10000, of which
/// the first counts 10000^weight.
std::int64_t whole_number(std::string_view raw) {
  const std::int64_t count = big_endian(raw.substr(0, 2));
  const std::int64_t weight = big_endian(raw.substr(2, 2));
  const std::int64_t sign = big_endian(raw.substr(4, 2));
  if (count > weight + 1 || (sign != 0 && sign != 0x4000)) throw std::logic_error("a numeric column is no whole number");
  std::int64_t value = 0;
  for (std::int64_t i = 0; count > 0 && i <= weight; ++i) {
    const std::int64_t digit = i < count ? big_endian(raw.substr(8 + 2 * static_cast<std::size_t>(i), 2)) : 0;
    const bool overflows =
        __builtin_mul_overflow(value, 10'000, &value) || __builtin_add_overflow(value, sign == 0 ? digit : -digit, &value);
    if (overflows) throw std::logic_error("a numeric column does not fit into 64 bits");
  }
  return value;
}

}  // namespace

std::string_view PostgresCursor::raw(int column) const {
  return {PQgetvalue(result_.get(), row_, column), static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
}

std::int64_t PostgresCursor::integer(int column) const {
  if (is_null(column)) return 0;
  switch (static_cast<Type>(PQftype(result_.get(), column))) {
    case Type::truth:
    case Type::small_integer:
    case Type::integer:
    case Type::big_integer:
      return big_endian(raw(column));
    case Type::numeric:
      return whole_number(raw(column));
    default:
      refuse_type();
  }
}

std::string_view PostgresCursor::text(int column) const {
  if (is_null(column)) return {};
  switch (static_cast<Type>(PQftype(result_.get(), column))) {
    case Type::text:
    case Type::varying_text:
    case Type::unknown:
    case Type::name:
      return raw(column);
    default:
      refuse_type();
  }
}

BytesView PostgresCursor::bytes(int column) const {
  if (is_null(column)) return {};
  if (static_cast<Type>(PQftype(result_.get(), column)) != Type::bytes) refuse_type();
  const auto view = raw(column);
  return {reinterpret_cast<const unsigned char*>(view.data()), view.size()};
}

}  // namespace rolecall::store
