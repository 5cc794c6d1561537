#include "service/billing/mark_paid.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "service/billing/unused_credit.h"
#include "service/seat_account.h"
#include "store/invoice_credits.h"

namespace rolecall::service {
namespace {

/// What is posted for the invoice.
struct Settlement {
  std::int64_t amount_minor = 0;
  std::int64_t credit_minor = 0;  // above 0: used for the invoice; below 0: given back
};

std::unexpected<Error> wrong_amount(const std::vector<Settlement>& accepted) {
  std::vector<std::string> amounts;
  for (const Settlement& settlement : accepted) {
    std::string text = std::to_string(settlement.amount_minor);
    if (std::ranges::find(amounts, text) == amounts.end()) amounts.push_back(std::move(text));
  }
  return fail(Code::conflict, "wrong_amount", fmt::format("expected {} minor units", fmt::join(amounts, " or ")));
}

Result<Settlement> settlement_of(store::Transaction& tx, const store::Invoice& invoice, const Payment& payment) {
  const std::int64_t owed = invoice.charged_minor();
  if (owed == 0 && !payment.amount_minor) {
    return fail(Code::conflict, "nothing_open", "credits cover this invoice; name the amount that came in");
  }
  const std::int64_t unused = unused_credit_for(tx, invoice);
  std::vector<Settlement> accepted;
  if (owed > 0) accepted.push_back({owed, 0});
  if (owed > unused) accepted.push_back({owed - unused, unused});
  accepted.push_back({invoice.total_minor, -invoice.credited_minor});
  const auto named = std::ranges::find(accepted, payment.amount_minor.value_or(owed), &Settlement::amount_minor);
  if (named == accepted.end()) return wrong_amount(accepted);
  return *named;
}

void post(store::Transaction& tx, const Environment& environment, const store::Team& team, const store::Invoice& invoice,
          const Payment& payment, const Settlement& settlement) {
  const auto permit = store::permit_system(tx, team.id, store::SystemReason::operator_command);
  const SeatAccount account = seat_account(tx, environment, team);
  post_due(tx, permit, team.id, account);
  const std::int64_t credited = invoice.credited_minor + settlement.credit_minor;
  const auto recorded = store::record(
      tx, permit, "billing.payment", {"invoice", invoice.id.value},
      audit::Object{{"paid_at", nullptr}, {"credited_minor", invoice.credited_minor}},
      audit::Object{{"paid_at", to_rfc3339(tx.now())}, {"amount_minor", settlement.amount_minor}, {"credited_minor", credited}});
  if (settlement.credit_minor != 0) store::use_credit(tx, permit, recorded, invoice, settlement.credit_minor);
  store::append_posting(tx, permit, team.id, {std::nullopt, recorded.action(), std::nullopt, account.basis.currency},
                        billing::post_payment(account.state, account.at, settlement.amount_minor));
  store::insert_payment(tx, permit, recorded, {payment.reference, invoice.id, settlement.amount_minor});
  store::mark_invoice_paid(tx, permit, recorded, invoice);
}

}  // namespace

Result<PaidInvoice> mark_paid(store::Transaction& tx, const Environment& environment, const Payment& payment) {
  tx.lock_team(payment.team);
  const auto team = store::find_team(tx, payment.team);
  auto invoice = team ? store::find_invoice(tx, payment.team, payment.number) : std::nullopt;
  if (!invoice) return fail(Code::not_found, "not_found", "there is no such team, or it has no invoice of this number");
  Payment named = payment;
  if (named.reference.empty()) named.reference = invoice->id.value;
  if (const auto paid_for = store::find_payment(tx, named.reference); paid_for && !payment.reference.empty()) {
    if (paid_for->invoice == invoice->id) return PaidInvoice{*invoice, paid_for->amount_minor, PaidInvoice::Posted::before};
    return fail(Code::conflict, "reference_used", "this reference was posted for another invoice");
  }
  if (invoice->paid_at && invoice->charged_minor() > 0) {
    return fail(Code::conflict, "already_paid",
                "invoice " + std::to_string(invoice->number) + " was paid at " + to_rfc3339(*invoice->paid_at));
  }
  const auto settlement = settlement_of(tx, *invoice, payment);
  if (!settlement) return std::unexpected(settlement.error());
  post(tx, environment, *team, *invoice, named, *settlement);
  invoice->paid_at = tx.now();
  invoice->credited_minor += settlement->credit_minor;
  return PaidInvoice{*invoice, settlement->amount_minor, PaidInvoice::Posted::now};
}

}  // namespace rolecall::service
