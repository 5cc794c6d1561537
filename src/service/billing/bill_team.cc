#include "service/billing/bill_team.h"

#include "service/billing/payment_provider.h"
#include "service/billing/unused_credit.h"
#include "service/seat_account.h"
#include "store/invoice_credits.h"

namespace rolecall::service {
namespace {

store::Invoice next_invoice_of(store::Transaction& tx, const store::Team& team, const SeatAccount& account,
                               const store::Invoicing& invoicing, const store::Uninvoiced& rows) {
  return {.id = InvoiceId::make(tx.now()),
          .team = team.id,
          .number = invoicing.last_number + 1,
          .team_name = team.name,
          .issued_at = tx.now(),
          .due_at = tx.now() + billing::payment_period,
          .from_seq = invoicing.invoiced_seq,
          .to_seq = rows.last_seq,
          .currency = account.basis.currency,
          .total_minor = rows.total_minor,
          .paid_at = std::nullopt,
          .reminded_at = std::nullopt};
}

void issue(store::Transaction& tx, const Environment& environment, const store::Permit& permit, const store::Invoice& invoice) {
  const auto recorded = store::record(tx, permit, "billing.invoice", {"invoice", invoice.id.value}, nullptr,
                                      audit::Object{{"number", invoice.number},
                                                    {"total_minor", invoice.total_minor},
                                                    {"currency", invoice.currency},
                                                    {"due_at", to_rfc3339(invoice.due_at)},
                                                    {"rows", invoice.to_seq - invoice.from_seq}});
  store::insert_invoice(tx, permit, recorded, invoice);
  payment_provider().invoice_issued(tx, environment, invoice);
}

}  // namespace

Result<Done> bill_team(store::Transaction& tx, const Environment& environment, const TeamId& id) {
  tx.lock_team(id);
  const auto team = store::find_team(tx, id);
  if (!team) return Done{};
  const auto permit = store::permit_system(tx, id, store::SystemReason::billing_due);
  const SeatAccount account = seat_account(tx, environment, *team);
  post_due(tx, permit, id, account);
  const auto invoicing = store::find_invoicing(tx, id);
  if (!invoicing) return Done{};
  if (invoicing->due_at && *invoicing->due_at > tx.now()) return Done{};
  if (invoicing->due_at) {
    const auto rows = store::uninvoiced_rows(tx, id, *invoicing);
    if (rows.total_minor > 0) issue(tx, environment, permit, next_invoice_of(tx, *team, account, *invoicing, rows));
  }
  store::settle_invoicing(tx, permit, account.state.term.end);
  return Done{};
}

Result<Done> remind_of_invoice(store::Transaction& tx, const Environment& environment, const TeamId& team, const InvoiceId& id) {
  tx.lock_team(team);
  auto invoice = store::find_invoice(tx, team, id);
  if (!invoice || invoice->paid_at || invoice->reminded_at || invoice->due_at > tx.now()) return Done{};
  const std::int64_t credit = unused_credit_for(tx, *invoice);
  const bool is_covered = credit == invoice->open_minor();
  const auto permit = store::permit_system(tx, team, store::SystemReason::billing_due);
  const auto recorded =
      store::record(tx, permit, "billing.invoice", {"invoice", id.value},
                    audit::Object{{"status", "open"}, {"open_minor", invoice->open_minor()}},
                    audit::Object{{"status", is_covered ? "paid" : "overdue"}, {"open_minor", invoice->open_minor() - credit}});
  if (credit > 0) store::use_credit(tx, permit, recorded, *invoice, credit);
  store::mark_invoice_reminded(tx, permit, *invoice);
  if (is_covered) {
    store::mark_invoice_paid(tx, permit, recorded, *invoice);
    return Done{};
  }
  invoice->credited_minor += credit;
  payment_provider().invoice_overdue(tx, environment, *invoice);
  return Done{};
}

}  // namespace rolecall::service
