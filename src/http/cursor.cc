#include "http/cursor.h"

#include <charconv>

#include "base/crypto/encoding.h"
#include "base/crypto/hash.h"
#include "base/crypto/token.h"

namespace rolecall::http {
namespace {

constexpr int longest_page = 200;
/// 128 bits of a keyed hash; nobody gets to try offline.
constexpr std::size_t seal_size = 16;

std::unexpected<Error> not_ours() {
  return fail(Code::malformed, "cursor_invalid", "the cursor does not belong to this list; begin again without it");
}

crypto::Bytes pack(const std::vector<std::string>& parts) {
  crypto::Bytes packed;
  for (const auto& part : parts) crypto::append_length_prefixed(packed, part);
  return packed;
}

/// INVARIANT: `packed` came out of `pack`: its seal was checked.
Position unpack(std::string_view packed) {
  Position parts;
  while (packed.size() >= 8) {
    std::size_t size = 0;
    for (const char octet : packed.substr(0, 8)) size = size << 8U | static_cast<unsigned char>(octet);
    parts.emplace_back(packed.substr(8, size));
    packed.remove_prefix(8 + parts.back().size());
  }
  return parts;
}

crypto::Bytes seal_of(const service::Environment& environment, const ListIdentity& list, std::string_view position) {
  const auto message = pack({std::string(list.route), list.owner, pack(list.filter), std::string(position)});
  const auto digest = environment.keys.sealer().pseudonym(crypto::Purpose::cursor, message);
  return crypto::Bytes(crypto::octets(digest).substr(0, seal_size));
}

Result<int> read_limit(const Request& request, int otherwise) {
  const auto text = request.query("limit");
  if (!text) return otherwise;
  int limit = 0;
  const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), limit);
  if (problem != std::errc() || end != text->data() + text->size() || limit < 1 || limit > longest_page) {
    return invalid_field("/limit", "must be a whole number from 1 to 200");
  }
  return limit;
}

Result<Position> read_position(std::string_view cursor, const service::Environment& environment, const ListIdentity& list) {
  const auto bytes = crypto::from_base64url(cursor);
  if (!bytes || bytes->size() <= seal_size) return not_ours();
  const auto position = std::string_view(*bytes).substr(seal_size);
  const auto seal = std::string_view(*bytes).substr(0, seal_size);
  if (!crypto::equal_in_constant_time(seal, seal_of(environment, list, position))) return not_ours();
  return unpack(position);
}

}  // namespace

Result<Page> read_page(const Call& call, const service::Environment& environment, const ListIdentity& list) {
  Page page;
  const auto limit = read_limit(call.request, page.limit);
  if (!limit) return std::unexpected(limit.error());
  page.limit = *limit;
  const auto cursor = call.request.query("cursor");
  if (!cursor || cursor->empty()) return page;
  auto position = read_position(*cursor, environment, list);
  if (!position) return std::unexpected(std::move(position.error()));
  page.after = std::move(*position);
  return page;
}

std::string next_cursor(const service::Environment& environment, const ListIdentity& list, const Position& last) {
  const auto position = pack(last);
  return crypto::to_base64url(seal_of(environment, list, position) + position);
}

}  // namespace rolecall::http
