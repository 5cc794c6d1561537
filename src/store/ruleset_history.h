// What decided at each time: the policy table and the features that plans opened. What they consist of is service/access's.
#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "store/transaction.h"

namespace rolecall::store {

struct Ruleset {
  std::string policy_hash;
  std::string plans;  // JSON
  bool operator==(const Ruleset&) const = default;
};

/// Opens a new interval when the open one holds something else. Servers that start at once do so one after the other.
void keep_ruleset(Transaction& tx, const Ruleset& ruleset);
/// Nothing for an instant before the history begins.
[[nodiscard]] std::optional<Ruleset> ruleset_at(Transaction& tx, Instant at);
/// When the history begins.
[[nodiscard]] std::optional<Instant> first_ruleset(Transaction& tx);

}  // namespace rolecall::store
