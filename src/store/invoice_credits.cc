#include "store/invoice_credits.h"

#include "store/sql.h"

namespace rolecall::store {

void use_credit(Transaction& tx, const Permit& permit, const Recorded&, const Invoice& invoice, std::int64_t amount_minor) {
  permit.require(tx, invoice.team);
  execute(tx,
          "INSERT INTO invoice_credit(team_id, seq, invoice_id, at, amount_minor, shown_on) "
          "SELECT $1, coalesce((SELECT max(c.seq) FROM invoice_credit c WHERE c.team_id = $1), 0) + 1, $2, "
          "CAST($3 AS BIGINT), CAST($4 AS BIGINT), v.last_number + 1 FROM invoicing v WHERE v.team_id = $1",
          invoice.team, invoice.id, tx.now(), amount_minor);
}

std::vector<CreditUse> credits_shown_on(Transaction& tx, const TeamId& team, std::int64_t number) {
  std::vector<CreditUse> uses;
  for (auto rows = query(tx,
                         "SELECT c.at, c.invoice_id, i.number, c.amount_minor FROM invoice_credit c "
                         "JOIN invoice i ON i.id = c.invoice_id WHERE c.team_id = $1 AND c.shown_on = $2 ORDER BY c.seq",
                         team, number);
       rows.next();) {
    uses.push_back({rows.instant(0), rows.id<InvoiceId>(1), rows.integer(2), rows.integer(3)});
  }
  return uses;
}

}  // namespace rolecall::store
