// Octets between the columns of a table and crypto/. For store/*.cc only.
#pragma once

#include <optional>

#include "base/crypto/encoding.h"
#include "store/sql.h"
#include "store/value.h"

namespace rolecall::store {

/// For a column: nothing when there are no octets.
[[nodiscard]] inline std::optional<Bytes> to_column(const crypto::Bytes& octets) {
  if (octets.empty()) return std::nullopt;
  return Bytes(octets.begin(), octets.end());
}

[[nodiscard]] inline crypto::Bytes from_column(const Rows& rows, int column) {
  if (rows.is_null(column)) return {};
  const Bytes octets = rows.bytes(column);
  return {octets.begin(), octets.end()};
}

}  // namespace rolecall::store
