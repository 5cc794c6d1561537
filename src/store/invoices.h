// Invoices over the rows of the seat ledger, and what is to be billed next. Which rows ask for one is billing/invoice.h's, the
// use cases are service/billing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "billing/invoice.h"
#include "store/due_team.h"
#include "store/permit.h"
#include "store/seat_ledger.h"
#include "store/transaction.h"

namespace rolecall::store {

struct Invoice {
  InvoiceId id;
  TeamId team;
  std::int64_t number = 0;  // 1, 2, 3 … without gaps in each team
  std::string team_name;    // as it was at the issue
  Instant issued_at;
  Instant due_at;             // overdue from here on, unless paid
  std::int64_t from_seq = 0;  // the rows (from_seq, to_seq] of the ledger but its payments
  std::int64_t to_seq = 0;
  std::string currency;
  std::int64_t total_minor = 0;        // > 0
  std::optional<Instant> paid_at;      // or covered by credits
  std::optional<Instant> reminded_at;  // of it being overdue
  std::int64_t credited_minor = 0;     // of the total, by credits that came after the issue (store/invoice_credits.h)

  /// What was, or is to be, paid beside the credits.
  [[nodiscard]] std::int64_t charged_minor() const { return total_minor - credited_minor; }
  /// What is still owed of it.
  [[nodiscard]] std::int64_t open_minor() const { return paid_at ? 0 : charged_minor(); }
};

/// A row of the ledger as an invoice shows it.
struct InvoiceLine {
  LedgerEntry entry;
  billing::ExplainedRow explained;
  std::optional<std::string> member_name;  // or address; nothing when it is nobody's row, or the person was erased
};

/// What is to be billed next.
struct Invoicing {
  std::optional<Instant> due_at;
  std::int64_t invoiced_seq = 0;
  std::int64_t last_number = 0;
};
/// Rows that no invoice holds yet, payments left out, and the credits that were used since.
struct Uninvoiced {
  std::int64_t total_minor = 0;  // below 0: credit that nothing has used; with what is open of all invoices it is the balance
  std::int64_t last_seq = 0;
};

/// Teams of which a term is over, or an invoice is to be made, at `now`; the longest due first, behind `after`.
[[nodiscard]] std::vector<DueTeam> teams_to_bill(Transaction& tx, Instant now, const DueTeam& after, int limit);
[[nodiscard]] std::optional<Invoicing> find_invoicing(Transaction& tx, const TeamId& team);
[[nodiscard]] Uninvoiced uninvoiced_rows(Transaction& tx, const TeamId& team, const Invoicing& invoicing);
/// The team's rows are to be invoiced now, if they sum up to something.
void ask_for_invoice(Transaction& tx, const Permit& permit);
/// Nothing asks for an invoice now; `term_end` as the ledger says.
void settle_invoicing(Transaction& tx, const Permit& permit, Instant term_end);

/// The next number is the team's last one plus 1; INVARIANT: `invoice.number` is that, under the team's lock.
void insert_invoice(Transaction& tx, const Permit& permit, const Recorded& recorded, const Invoice& invoice);
void mark_invoice_paid(Transaction& tx, const Permit& permit, const Recorded& recorded, const Invoice& invoice);

struct PaymentRow {
  std::string reference;
  InvoiceId invoice;
  std::int64_t amount_minor = 0;
};
/// Throws ConstraintViolation when the reference is there already.
void insert_payment(Transaction& tx, const Permit& permit, const Recorded& recorded, const PaymentRow& payment);
/// What came in with this reference.
[[nodiscard]] std::optional<PaymentRow> find_payment(Transaction& tx, const std::string& reference);

[[nodiscard]] std::optional<Invoice> find_invoice(Transaction& tx, const TeamId& team, const InvoiceId& id);
[[nodiscard]] std::optional<Invoice> find_invoice(Transaction& tx, const TeamId& team, std::int64_t number);
/// Newest first, below `before_number`.
[[nodiscard]] std::vector<Invoice> list_invoices(Transaction& tx, const TeamId& team, std::int64_t before_number, int limit);
/// The rows (from_seq, to_seq] without payments and without those that cost nothing, in order.
[[nodiscard]] std::vector<InvoiceLine> invoice_lines(Transaction& tx, const TeamId& team, std::int64_t from_seq,
                                                     std::int64_t to_seq);

/// Unpaid, overdue at `now` and not yet reminded of, of teams that are not deleted; the oldest first, behind `after`.
[[nodiscard]] std::vector<Invoice> invoices_to_remind(Transaction& tx, Instant now, const Invoice& after, int limit);
void mark_invoice_reminded(Transaction& tx, const Permit& permit, const Invoice& invoice);

/// Trials that end within `first` or within `last`, of which the owner was not told that yet; the earliest end first, behind
/// `after`.
struct EndingTrial {
  TeamId team;
  Instant ends_at;
  int reminders = 0;  // the owner was told before
};
[[nodiscard]] std::vector<EndingTrial> trials_to_remind(Transaction& tx, Duration first, Duration last, const EndingTrial& after,
                                                        int limit);
void mark_trial_reminded(Transaction& tx, const Permit& permit, int reminders);

}  // namespace rolecall::store
