#include <fmt/format.h>

#include <array>
#include <charconv>

#include "billing/ledger.h"

namespace rolecall::billing {
namespace {

/// Format 1: the fields in the order of `encode_state`, separated by spaces. Instants in whole seconds.
constexpr std::int64_t format = 1;
constexpr std::size_t field_count = 11;

bool read_fields(std::string_view text, std::array<std::int64_t, field_count>& fields) {
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < field_count; ++i) {
    if (i > 0) {
      if (at == end || *at != ' ') return false;
      ++at;
    }
    const auto [next, error] = std::from_chars(at, end, fields[i]);
    if (error != std::errc()) return false;
    at = next;
  }
  return at == end;
}

Instant from_seconds(std::int64_t seconds) { return {seconds * 1000}; }

}  // namespace

std::string encode_state(const LedgerState& state) {
  return fmt::format("{} {} {} {} {} {} {} {} {} {} {}", format, state.term.start.unix_seconds(), state.term.end.unix_seconds(),
                     state.price_minor, state.quantity.count, state.free_quantity.count, state.free_until.unix_seconds(),
                     state.exact.whole, state.exact.part, state.posted_minor, state.balance_minor);
}

std::optional<LedgerState> decode_state(std::string_view text) {
  std::array<std::int64_t, field_count> fields{};
  if (!read_fields(text, fields)) return std::nullopt;
  const auto [version, start, end, price, quantity, free_quantity, free_until, whole, part, posted, balance] = fields;
  const std::int64_t length = end - start;
  if (version != format || length <= 0 || part < 0 || part >= length || quantity < free_quantity || free_quantity < 0)
    return std::nullopt;
  LedgerState state;
  state.term = {from_seconds(start), from_seconds(end)};
  state.price_minor = price;
  state.quantity = {quantity};
  state.free_quantity = {free_quantity};
  state.free_until = from_seconds(free_until);
  state.exact = {whole, part, length};
  state.posted_minor = posted;
  state.balance_minor = balance;
  return state;
}

}  // namespace rolecall::billing
