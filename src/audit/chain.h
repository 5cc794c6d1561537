// The hash chain: each row carries the hash of the row before it, so that no row can be changed, dropped or moved without
// breaking all that follow. What an attacker who rewrites all of it cannot forge are the signed checkpoints (checkpoint.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "audit/event.h"

namespace rolecall::audit {

/// The end of a chain: what the next row needs to know.
struct Tip {
  std::int64_t seq = 0;
  std::string hash;  // 64 hex digits
  bool operator==(const Tip&) const = default;
};

/// The tip of a chain without rows: seq 0 and the hex SHA-256 of `rolecall audit genesis v1`, a line feed and the chain's name.
[[nodiscard]] Tip genesis(std::string_view chain);

/// The hex SHA-256 of `rolecall audit row v1`, a line feed and the canonical JSON of the row without its field `hash`.
[[nodiscard]] std::string row_hash(const Event& event);

/// Sets `seq`, `prev_hash` and `hash` and returns the new tip. Call under the lock of the chain (the team's row, the writer).
[[nodiscard]] Tip link(Event& event, const Tip& tip);

enum class Breach { changed, missing, doubled, reordered };

/// The first row that does not follow, by its number.
struct Break {
  Breach breach;
  std::int64_t seq;
};

/// Nothing when the rows are those that follow `tip`, in order. Checks stored rows; exports have verify_export.h.
[[nodiscard]] std::optional<Break> verify_rows(const Tip& tip, std::span<const Event> rows);

}  // namespace rolecall::audit
