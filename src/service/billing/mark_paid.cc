#include "service/billing/mark_paid.h"

#include "service/billing/open_amount.h"
#include "service/seat_account.h"

namespace rolecall::service {
namespace {

/// What is posted for the invoice.
struct Settlement {
  std::int64_t amount_minor = 0;
  std::optional<std::int64_t> credited_seq;  // the rows up to here are settled with it
};

Result<Settlement> settlement_of(store::Transaction& tx, const store::Invoice& invoice, const Payment& payment) {
  const OpenAmount open = open_amount(tx, invoice);
  if (open.minor == 0 && !payment.amount_minor) {
    return fail(Code::conflict, "nothing_open", "credits cover this invoice; name the amount that came in");
  }
  const std::int64_t amount = payment.amount_minor.value_or(open.minor);
  if (amount == invoice.total_minor) return Settlement{amount, std::nullopt};
  if (amount == open.minor && open.minor > 0) return Settlement{amount, open.credited_seq};
  const std::string what_is_open = open.minor > 0 ? std::to_string(open.minor) + " or " : "";
  return fail(Code::conflict, "wrong_amount", "expected " + what_is_open + std::to_string(invoice.total_minor) + " minor units");
}

/// The rows of credits are settled as a whole, so what they are used for first is settled with them.
void settle_older(store::Transaction& tx, const store::Permit& permit, const store::Invoice& invoice, std::int64_t credited_seq) {
  for (const auto& older : store::older_unpaid(tx, invoice)) {
    const auto recorded =
        store::record(tx, permit, "billing.payment", {"invoice", older.id.value}, audit::Object{{"paid_at", nullptr}},
                      audit::Object{{"paid_at", to_rfc3339(tx.now())}, {"amount_minor", 0}});
    store::mark_invoice_paid(tx, permit, recorded, older, credited_seq);
  }
}

void post(store::Transaction& tx, const Environment& environment, const store::Team& team, const store::Invoice& invoice,
          const Payment& payment, const Settlement& settlement) {
  const auto permit = store::permit_system(tx, team.id, store::SystemReason::operator_command);
  const SeatAccount account = seat_account(tx, environment, team);
  post_due(tx, permit, team.id, account);
  if (settlement.credited_seq) settle_older(tx, permit, invoice, *settlement.credited_seq);
  const auto recorded =
      store::record(tx, permit, "billing.payment", {"invoice", invoice.id.value}, audit::Object{{"paid_at", nullptr}},
                    audit::Object{{"paid_at", to_rfc3339(tx.now())}, {"amount_minor", settlement.amount_minor}});
  store::append_posting(tx, permit, team.id, {std::nullopt, recorded.action(), std::nullopt, account.basis.currency},
                        billing::post_payment(account.state, account.at, settlement.amount_minor));
  store::insert_payment(tx, permit, recorded, {payment.reference, invoice.id, settlement.amount_minor});
  store::mark_invoice_paid(tx, permit, recorded, invoice, settlement.credited_seq);
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
  if (invoice->paid_at) {
    return fail(Code::conflict, "already_paid",
                "invoice " + std::to_string(invoice->number) + " was paid at " + to_rfc3339(*invoice->paid_at));
  }
  const auto settlement = settlement_of(tx, *invoice, payment);
  if (!settlement) return std::unexpected(settlement.error());
  post(tx, environment, *team, *invoice, named, *settlement);
  invoice->paid_at = tx.now();
  return PaidInvoice{*invoice, settlement->amount_minor, PaidInvoice::Posted::now};
}

}  // namespace rolecall::service
