#include "store/ruleset_history.h"

#include "store/sql.h"

namespace rolecall::store {
namespace {

std::optional<Ruleset> read_ruleset(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return Ruleset{rows.text(0), rows.text(1)};
}

}  // namespace

void keep_ruleset(Transaction& tx, const Ruleset& ruleset) {
  const auto open = read_ruleset(query(tx, "SELECT policy_hash, plans FROM ruleset_history WHERE valid_to IS NULL"));
  if (open == ruleset) return;
  execute(tx, "UPDATE ruleset_history SET valid_to = $1 WHERE valid_to IS NULL", tx.now());
  execute(tx,
          "INSERT INTO ruleset_history(seq, policy_hash, plans, valid_from, valid_to) "
          "VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM ruleset_history), $1, $2, $3, NULL) ON CONFLICT DO NOTHING",
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
