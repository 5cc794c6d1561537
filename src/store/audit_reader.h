// Reads the audit chains: pages for people, whole chains for exports, checkpoints. Who may read is policy's; nothing here changes
// a row.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "audit/checkpoint.h"
#include "audit/commitment.h"
#include "audit/event.h"
#include "base/time.h"
#include "store/transaction.h"

namespace rolecall::store {

struct AuditFilter {
  std::string chain;
  std::string actor;   // id of a member, user or key, or `system`; empty: anybody
  std::string action;  // exact, or a prefix that ends in a full stop (`member.`); empty: any
  std::string resource;
  std::string decision;                                  // `permit` or `deny`
  Instant from;                                          // inclusive
  Instant to{std::numeric_limits<std::int64_t>::max()};  // exclusive
};

/// A row as it is chained, what still opens its commitments, and how many equal refusals it stands for beside itself.
struct AuditEntry {
  audit::Event event;
  std::vector<audit::Opening> openings;
  std::int64_t repeats = 0;
};

/// Newest first, rows below `before_seq`.
[[nodiscard]] std::vector<AuditEntry> list_audit(Transaction& tx, const AuditFilter& filter, std::int64_t before_seq, int limit);

/// Rows of a chain in their order: above `after_seq`, up to `last_seq`.
struct ChainPart {
  std::int64_t after_seq = 0;
  std::int64_t last_seq = 0;
  int limit = 500;
};
[[nodiscard]] std::vector<AuditEntry> read_chain(Transaction& tx, const std::string& chain, const ChainPart& part);

/// Whether this login or key has read the chain since then: a permitted `audit.read` row stands there.
[[nodiscard]] bool has_read_audit(Transaction& tx, const std::string& chain, const std::string& login, Instant since);

/// The end of the chain; its genesis when it has no row.
[[nodiscard]] audit::Tip chain_tip(Transaction& tx, const std::string& chain);
/// The checkpoint over exactly this row.
[[nodiscard]] std::optional<audit::Checkpoint> find_checkpoint(Transaction& tx, const std::string& chain, std::int64_t seq);
void keep_checkpoint(Transaction& tx, const audit::Checkpoint& checkpoint);

/// When a chain that moved gets its next checkpoint: after so many rows, or when its last one is older.
struct CheckpointPace {
  std::int64_t rows = 1000;
  Duration time = minutes(60);
};
[[nodiscard]] std::vector<std::string> chains_due_for_checkpoint(Transaction& tx, const CheckpointPace& pace, int limit);

}  // namespace rolecall::store
