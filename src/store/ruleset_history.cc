#include "store/ruleset_history.h"

#include "store/sql.h"

namespace rolecall::store {
namespace {

std::optional<Ruleset> read_ruleset(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return Ruleset{rows.text(0), rows.text(1)};
}

/// Whoever comes second reads what the first one wrote. The row says nothing: it is there to be locked.
void lock_history(Transaction& tx) {
  execute(tx, "INSERT INTO installation(name, value) VALUES ('ruleset_history', '') ON CONFLICT DO NOTHING");
  tx.connection().lock_row("installation", "name", "ruleset_history");
}

}  // namespace

void keep_ruleset(Transaction& tx, const Ruleset& ruleset) {
  lock_history(tx);
  const auto open =
      read_ruleset(query(tx, "SELECT policy_hash, plans FROM ruleset_history WHERE valid_to IS NULL ORDER BY seq DESC LIMIT 1"));
  if (open == ruleset) return;
  execute(tx, "UPDATE ruleset_history SET valid_to = $1 WHERE valid_to IS NULL", tx.now());
  execute(tx,
          "INSERT INTO ruleset_history(seq, policy_hash, plans, valid_from, valid_to) "
          "VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM ruleset_history), $1, $2, $3, NULL)",
          ruleset.policy_hash, ruleset.plans, tx.now());
}

std::optional<Ruleset> ruleset_at(Transaction& tx, Instant at) {
  return read_ruleset(query(tx,
                            "SELECT policy_hash, plans FROM ruleset_history WHERE valid_from <= $1 "
                            "AND (valid_to IS NULL OR valid_to > $1) ORDER BY seq DESC LIMIT 1",
                            at));
}

std::optional<Instant> first_ruleset(Transaction& tx) {
  auto rows = query(tx, "SELECT min(valid_from) FROM ruleset_history");
  return rows.next() ? rows.instant_or_null(0) : std::nullopt;
}

}  // namespace rolecall::store
