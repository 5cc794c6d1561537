#include "store/invoices.h"

#include <limits>

#include "store/seat_ledger.h"
#include "store/sql.h"

#define ROLECALL_INVOICES                                                                                                   \
  "SELECT i.id, i.team_id, i.number, i.team_name, i.issued_at, i.due_at, i.from_seq, i.to_seq, i.currency, i.total_minor, " \
  "i.paid_at, i.reminded_at, CAST((SELECT coalesce(sum(c.amount_minor), 0) FROM invoice_credit c "                          \
  "WHERE c.invoice_id = i.id) AS BIGINT) FROM invoice i "

namespace rolecall::store {
namespace {

std::vector<Invoice> read_invoices(Rows rows) {
  std::vector<Invoice> invoices;
  while (rows.next()) {
    invoices.push_back({rows.id<InvoiceId>(0), rows.id<TeamId>(1), rows.integer(2), rows.text(3), rows.instant(4),
                        rows.instant(5), rows.integer(6), rows.integer(7), rows.text(8), rows.integer(9),
                        rows.instant_or_null(10), rows.instant_or_null(11), rows.integer(12)});
  }
  return invoices;
}

std::optional<Invoice> first_of(std::vector<Invoice> invoices) {
  if (invoices.empty()) return std::nullopt;
  return std::move(invoices.front());
}

}  // namespace

std::vector<DueTeam> teams_to_bill(Transaction& tx, Instant now, const DueTeam& after, int limit) {
  std::vector<DueTeam> teams;
  for (auto rows = query(tx,
                         "SELECT min(since), team_id FROM (SELECT team_id, due_at AS since FROM invoicing WHERE due_at <= $1 "
                         "UNION SELECT team_id, term_end FROM invoicing WHERE term_end <= $1) due "
                         "GROUP BY team_id HAVING (min(since), team_id) > ($2, $3) ORDER BY min(since), team_id LIMIT $4",
                         now, after.since, after.team, limit);
       rows.next();) {
    teams.push_back({rows.instant(0), rows.id<TeamId>(1)});
  }
  return teams;
}

std::optional<Invoicing> find_invoicing(Transaction& tx, const TeamId& team) {
  auto rows = query(tx, "SELECT due_at, invoiced_seq, last_number FROM invoicing WHERE team_id = $1", team);
  if (!rows.next()) return std::nullopt;
  return Invoicing{rows.instant_or_null(0), rows.integer(1), rows.integer(2)};
}

Uninvoiced uninvoiced_rows(Transaction& tx, const TeamId& team, const Invoicing& invoicing) {
  auto rows = query(tx,
                    "SELECT CAST(coalesce(sum(CASE WHEN kind = 'payment' THEN 0 ELSE amount_minor END), 0) + "
                    "(SELECT coalesce(sum(c.amount_minor), 0) FROM invoice_credit c WHERE c.team_id = $1 AND c.shown_on > $3) "
                    "AS BIGINT), coalesce(max(seq), $2) FROM seat_ledger WHERE team_id = $1 AND seq > $2",
                    team, invoicing.invoiced_seq, invoicing.last_number);
  rows.next();
  return {rows.integer(0), rows.integer(1)};
}

void ask_for_invoice(Transaction& tx, const Permit& permit) {
  permit.require(tx, permit.team());
  execute(tx, "UPDATE invoicing SET due_at = $2 WHERE team_id = $1", permit.team(), tx.now());
}

void settle_invoicing(Transaction& tx, const Permit& permit, Instant term_end) {
  permit.require(tx, permit.team());
  execute(tx, "UPDATE invoicing SET due_at = NULL, term_end = $2 WHERE team_id = $1", permit.team(), term_end);
}

void insert_invoice(Transaction& tx, const Permit& permit, const Recorded&, const Invoice& invoice) {
  permit.require(tx, invoice.team);
  execute(tx,
          "INSERT INTO invoice(id, team_id, number, team_name, issued_at, due_at, from_seq, to_seq, currency, total_minor) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
          invoice.id, invoice.team, invoice.number, invoice.team_name, invoice.issued_at, invoice.due_at, invoice.from_seq,
          invoice.to_seq, invoice.currency, invoice.total_minor);
  execute(tx, "UPDATE invoicing SET last_number = $2, invoiced_seq = $3 WHERE team_id = $1", invoice.team, invoice.number,
          invoice.to_seq);
}

void mark_invoice_paid(Transaction& tx, const Permit& permit, const Recorded&, const Invoice& invoice) {
  permit.require(tx, invoice.team);
  execute(tx, "UPDATE invoice SET paid_at = $2 WHERE id = $1", invoice.id, tx.now());
}

void insert_payment(Transaction& tx, const Permit& permit, const Recorded&, const PaymentRow& payment) {
  permit.require(tx, permit.team());
  execute(tx, "INSERT INTO payment(reference, team_id, invoice_id, amount_minor, at) VALUES ($1, $2, $3, $4, $5)",
          payment.reference, permit.team(), payment.invoice, payment.amount_minor, tx.now());
}

std::optional<PaymentRow> find_payment(Transaction& tx, const std::string& reference) {
  auto rows = query(tx, "SELECT invoice_id, amount_minor FROM payment WHERE reference = $1", reference);
  if (!rows.next()) return std::nullopt;
  return PaymentRow{reference, rows.id<InvoiceId>(0), rows.integer(1)};
}

std::optional<Invoice> find_invoice(Transaction& tx, const TeamId& team, const InvoiceId& id) {
  return first_of(read_invoices(query(tx, ROLECALL_INVOICES "WHERE i.team_id = $1 AND i.id = $2", team, id)));
}

std::optional<Invoice> find_invoice(Transaction& tx, const TeamId& team, std::int64_t number) {
  return first_of(read_invoices(query(tx, ROLECALL_INVOICES "WHERE i.team_id = $1 AND i.number = $2", team, number)));
}

std::vector<Invoice> list_invoices(Transaction& tx, const TeamId& team, std::int64_t before_number, int limit) {
  return read_invoices(query(tx, ROLECALL_INVOICES "WHERE i.team_id = $1 AND i.number < $2 ORDER BY i.number DESC LIMIT $3", team,
                             before_number, limit));
}

std::vector<InvoiceLine> invoice_lines(Transaction& tx, const TeamId& team, std::int64_t from_seq, std::int64_t to_seq) {
  std::vector<InvoiceLine> lines;
  for (auto rows = query(tx,
                         "SELECT l.seq, l.at, l.kind, l.member_id, l.cause, l.quantity, l.exact_minor, l.amount_minor, "
                         "l.balance_minor, l.currency, l.state, p.state, m.name, m.address "
                         "FROM seat_ledger l LEFT JOIN seat_ledger p ON p.team_id = l.team_id AND p.seq = l.seq - 1 "
                         "LEFT JOIN member m ON m.id = l.member_id AND m.team_id = l.team_id "
                         "WHERE l.team_id = $1 AND l.seq > $2 AND l.seq <= $3 AND l.kind <> 'payment' AND l.amount_minor <> 0 "
                         "ORDER BY l.seq",
                         team, from_seq, to_seq);
       rows.next();) {
    InvoiceLine line;
    line.entry = {rows.integer(0), rows.instant(1), rows.text(2),    std::nullopt,    rows.text(4),
                  rows.integer(5), rows.text(6),    rows.integer(7), rows.integer(8), rows.text(9)};
    if (!rows.is_null(3)) line.entry.member = rows.id<MemberId>(3);
    line.explained.after = read_ledger_state(rows.text_view(10));
    if (!rows.is_null(11)) line.explained.before = read_ledger_state(rows.text_view(11));
    line.explained.row = {line.entry.at,
                          billing::parse_ledger_kind(line.entry.kind).value(),
                          line.explained.after.quantity,
                          line.explained.after.exact,
                          line.entry.amount_minor,
                          line.entry.balance_minor};
    if (!rows.is_null(12)) {
      std::string name = rows.text(12).empty() ? rows.text(13) : rows.text(12);
      if (!name.empty()) line.member_name = std::move(name);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<Invoice> invoices_to_remind(Transaction& tx, Instant now, const Invoice& after, int limit) {
  return read_invoices(
      query(tx,
            ROLECALL_INVOICES
            "JOIN team t ON t.id = i.team_id AND t.deleted_at IS NULL "
            "WHERE i.paid_at IS NULL AND i.reminded_at IS NULL AND i.due_at <= $1 AND (i.due_at, i.id) > ($2, $3) "
            "ORDER BY i.due_at, i.id LIMIT $4",
            now, after.due_at, after.id, limit));
}

void mark_invoice_reminded(Transaction& tx, const Permit& permit, const Invoice& invoice) {
  permit.require(tx, invoice.team);
  execute(tx, "UPDATE invoice SET reminded_at = $2 WHERE id = $1", invoice.id, tx.now());
}

std::vector<EndingTrial> trials_to_remind(Transaction& tx, Duration first, Duration last, const EndingTrial& after, int limit) {
  std::vector<EndingTrial> trials;
  for (auto rows = query(tx,
                         "SELECT t.id, t.trial_ends_at, i.trial_reminders FROM team t JOIN invoicing i ON i.team_id = t.id "
                         "WHERE t.trial_ends_at > $1 AND t.trial_ends_at <= $2 AND t.deleted_at IS NULL "
                         "AND (i.trial_reminders = 0 OR (i.trial_reminders = 1 AND t.trial_ends_at <= $3)) "
                         "AND (t.trial_ends_at, t.id) > ($4, $5) ORDER BY t.trial_ends_at, t.id LIMIT $6",
                         tx.now(), tx.now() + first, tx.now() + last, after.ends_at, after.team, limit);
       rows.next();) {
    trials.push_back({rows.id<TeamId>(0), rows.instant(1), static_cast<int>(rows.integer(2))});
  }
  return trials;
}

void mark_trial_reminded(Transaction& tx, const Permit& permit, int reminders) {
  permit.require(tx, permit.team());
  execute(tx, "UPDATE invoicing SET trial_reminders = $2 WHERE team_id = $1", permit.team(), reminders);
}

}  // namespace rolecall::store
