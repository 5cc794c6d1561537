#include "store/postgres/postgres_parameters.h"

#include <array>
#include <bit>

#include "store/fault.h"

namespace rolecall::store {
namespace {

/// bigint, text and bytea in PostgreSQL's catalogue, in the order of Null::Type; 0 lets the server find out.
constexpr std::array<Oid, 4> type_ids{0, 20, 25, 17};
constexpr std::string_view type_letters = "?itb";
constexpr int binary = 1;

static_assert(std::endian::native == std::endian::little);

}  // namespace

void refuse_nul(std::string_view text) {
  if (text.contains('\0')) throw DatabaseFault("a text holds a NUL character");
}

void PostgresParameters::set(std::span<const Value> values) {
  integers_.clear();
  integers_.reserve(values.size());  // so that the addresses in data_ stay good
  types_.clear();
  data_.clear();
  lengths_.clear();
  formats_.assign(values.size(), binary);
  signature_.clear();
  for (const Value& value : values) add(value);
}

void PostgresParameters::add(const Value& value) {
  const auto type = static_cast<std::size_t>(type_of(value));
  types_.push_back(type_ids.at(type));
  signature_.push_back(type_letters.at(type));
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    integers_.push_back(static_cast<std::int64_t>(__builtin_bswap64(static_cast<std::uint64_t>(*integer))));
    data_.push_back(reinterpret_cast<const char*>(&integers_.back()));
    lengths_.push_back(sizeof(std::int64_t));
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    refuse_nul(*text);
    data_.push_back(text->data() == nullptr ? "" : text->data());
    lengths_.push_back(static_cast<int>(text->size()));
  } else if (const auto* bytes = std::get_if<BytesView>(&value)) {
    data_.push_back(bytes->data() == nullptr ? "" : reinterpret_cast<const char*>(bytes->data()));
    lengths_.push_back(static_cast<int>(bytes->size()));
  } else {
    data_.push_back(nullptr);
    lengths_.push_back(0);
  }
}

}  // namespace rolecall::store
