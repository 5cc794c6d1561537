#include "store/plans_in_use.h"

#include "store/sql.h"

namespace rolecall::store {
namespace {

/// Only an erased team has no member.
#define ROLECALL_NOT_ERASED "EXISTS (SELECT 1 FROM member m WHERE m.team_id = t.id) "

std::vector<std::string> read_texts(Rows rows) {
  std::vector<std::string> texts;
  while (rows.next()) texts.push_back(rows.text(0));
  return texts;
}

}  // namespace

PlansInUse plans_in_use(Transaction& tx) {
  PlansInUse in_use;
  in_use.plans =
      read_texts(query(tx,
                       "SELECT CASE WHEN t.plan_next_from <= $1 THEN t.plan_next ELSE t.plan END AS plan FROM team t "
                       "WHERE " ROLECALL_NOT_ERASED "UNION SELECT t.plan_next AS plan FROM team t WHERE t.plan_next IS NOT NULL "
                       "AND " ROLECALL_NOT_ERASED "ORDER BY plan",
                       tx.now()));
  in_use.currencies = read_texts(query(tx,
                                       "SELECT DISTINCT l.currency FROM invoicing i JOIN seat_ledger l ON l.team_id = i.team_id "
                                       "AND l.seq = (SELECT max(n.seq) FROM seat_ledger n WHERE n.team_id = i.team_id) "
                                       "ORDER BY l.currency"));
  auto trials =
      query(tx, "SELECT max(t.trial_ends_at) FROM team t WHERE t.trial_ends_at > $1 AND " ROLECALL_NOT_ERASED, tx.now());
  if (trials.next()) in_use.trials_end_at = trials.instant_or_null(0);
  return in_use;
}

}  // namespace rolecall::store
