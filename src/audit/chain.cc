#include "audit/chain.h"

#include <algorithm>
#include <string>

#include "base/crypto/hash.h"

namespace rolecall::audit {

Tip genesis(std::string_view chain) {
  return {.seq = 0, .hash = crypto::to_hex(crypto::sha256("rolecall audit genesis v1\n" + std::string(chain)))};
}

std::string row_hash(const Event& event) {
  Value row = to_value(event);
  row.object()->erase("hash");
  return crypto::to_hex(crypto::sha256("rolecall audit row v1\n" + canonical(row)));
}

Tip link(Event& event, const Tip& tip) {
  event.seq = tip.seq + 1;
  event.prev_hash = tip.hash;
  event.hash = row_hash(event);
  return {.seq = event.seq, .hash = event.hash};
}

std::optional<Break> verify_rows(const Tip& tip, std::span<const Event> rows) {
  Tip expected = tip;
  for (const Event& row : rows) {
    if (row.seq > expected.seq + 1) return Break{.breach = Breach::missing, .seq = expected.seq + 1};
    if (row.seq == expected.seq) return Break{.breach = Breach::doubled, .seq = row.seq};
    if (row.seq < expected.seq) return Break{.breach = Breach::reordered, .seq = row.seq};
    if (row.hash != row_hash(row)) return Break{.breach = Breach::changed, .seq = row.seq};
    // This row is as it was hashed, so it is the one before that is no longer the row it followed. The tip is given as true.
    if (row.prev_hash != expected.hash) return Break{.breach = Breach::changed, .seq = std::max(row.seq - 1, tip.seq + 1)};
    expected = {.seq = row.seq, .hash = row.hash};
  }
  return std::nullopt;
}

}  // namespace rolecall::audit
