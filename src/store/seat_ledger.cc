#include "store/seat_ledger.h"

#include <stdexcept>

#include "billing/invoice.h"
#include "store/sql.h"

namespace rolecall::store {
namespace {

/// What the row means for the next invoice: the earliest wish counts.
void note_what_is_due(Transaction& tx, const TeamId& team, const billing::Posting& posting) {
  const billing::Term& term = posting.state.term;
  execute(tx,
          "INSERT INTO invoicing(team_id, term_end, due_at, invoiced_seq, last_number, reconciled_at) "
          "VALUES ($1, $2, $3, 0, 0, $4) ON CONFLICT (team_id) DO UPDATE SET term_end = excluded.term_end, "
          "due_at = CASE WHEN invoicing.due_at <= coalesce(excluded.due_at, invoicing.due_at) THEN invoicing.due_at "
          "ELSE excluded.due_at END",
          team, term.end, billing::invoice_due(posting.row, term, tx.now()), tx.now());
}

Instant event_at_of(const Transaction& tx, const LedgerCause& cause, const billing::LedgerRow& row) {
  return cause.event_at.value_or(row.kind == billing::LedgerKind::seat_added ? tx.now() : row.at);
}

}  // namespace

billing::LedgerState read_ledger_state(std::string_view text) {
  auto state = billing::decode_state(text);
  if (!state) throw std::logic_error("a row of a seat ledger cannot be read");
  return *state;
}

std::optional<billing::LedgerState> last_ledger_state(Transaction& tx, const TeamId& team) {
  auto rows = query(tx, "SELECT state FROM seat_ledger WHERE team_id = $1 ORDER BY seq DESC LIMIT 1", team);
  if (!rows.next()) return std::nullopt;
  return read_ledger_state(rows.text_view(0));
}

void append_posting(Transaction& tx, const Permit& permit, const TeamId& team, const LedgerCause& cause,
                    const billing::Posting& posting) {
  permit.require(tx, team);
  const billing::LedgerRow& row = posting.row;
  execute(
      tx,
      "INSERT INTO seat_ledger(team_id, seq, at, kind, member_id, cause, quantity, exact_minor, amount_minor, balance_minor, "
      "currency, charged_from, state, event_at, posted_at, is_quoted, past_minor) "
      "SELECT $1, coalesce(max(seq), 0) + 1, CAST($2 AS BIGINT), $3, $4, $5, $6, $7, $8, $9, $10, CAST($11 AS BIGINT), $12, "
      "CAST($13 AS BIGINT), CAST($14 AS BIGINT), CAST($15 AS BIGINT), CAST($16 AS BIGINT) FROM seat_ledger WHERE team_id = $1",
      team, row.at, billing::to_string(row.kind), cause.member, cause.action, row.quantity.count, billing::to_decimal(row.exact),
      row.amount_minor, row.balance_minor, cause.currency, cause.charged_from, billing::encode_state(posting.state),
      event_at_of(tx, cause, row), tx.now(), row.pricing, row.past_minor);
  note_what_is_due(tx, team, posting);
}

std::optional<Instant> seat_charged_from(Transaction& tx, const TeamId& team, const MemberId& member) {
  auto rows =
      query(tx, "SELECT kind, charged_from FROM seat_ledger WHERE team_id = $1 AND member_id = $2 ORDER BY seq DESC LIMIT 1",
            team, member);
  if (!rows.next() || rows.text_view(0) != billing::to_string(billing::LedgerKind::seat_added)) return std::nullopt;
  return rows.instant(1);
}

std::vector<EndedSeat> seats_of_ended_invitations(Transaction& tx, const TeamId& team, Instant before) {
  std::vector<EndedSeat> ended;
  // Materialized, so that the index of what is due is walked, which is nearly empty, and not all members of the team.
  for (auto rows = query(tx,
                         "WITH due AS MATERIALIZED (SELECT id, team_id, invitation_expires_at FROM member "
                         "WHERE status = 0 AND invitation_expires_at <= $2) "
                         "SELECT id, invitation_expires_at FROM due WHERE team_id = $1 ORDER BY invitation_expires_at, id",
                         team, before);
       rows.next();) {
    ended.push_back({rows.id<MemberId>(0), rows.instant(1)});
  }
  return ended;
}

std::vector<LedgerEntry> list_ledger(Transaction& tx, const TeamId& team, std::int64_t before_seq, int limit) {
  std::vector<LedgerEntry> entries;
  for (auto rows = query(tx,
                         "SELECT seq, at, kind, member_id, cause, quantity, exact_minor, amount_minor, balance_minor, currency "
                         "FROM seat_ledger WHERE team_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3",
                         team, before_seq, limit);
       rows.next();) {
    LedgerEntry entry{rows.integer(0), rows.instant(1), rows.text(2),    std::nullopt,    rows.text(4),
                      rows.integer(5), rows.text(6),    rows.integer(7), rows.integer(8), rows.text(9)};
    if (!rows.is_null(3)) entry.member = rows.id<MemberId>(3);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace rolecall::store
