#include "service/billing/mark_paid.h"

#include "service/seat_account.h"

namespace rolecall::service {

Result<store::Invoice> mark_paid(store::Transaction& tx, const Environment& environment, const TeamId& id, std::int64_t number) {
  tx.lock_team(id);
  const auto team = store::find_team(tx, id);
  auto invoice = team ? store::find_invoice(tx, id, number) : std::nullopt;
  if (!invoice) return fail(Code::not_found, "not_found", "there is no such team, or it has no invoice of this number");
  if (invoice->paid_at) {
    return fail(Code::conflict, "already_paid",
                "invoice " + std::to_string(number) + " was paid at " + to_rfc3339(*invoice->paid_at));
  }
  const auto permit = store::permit_system(tx, id, store::SystemReason::operator_command);
  const SeatAccount account = seat_account(tx, environment, *team);
  post_due(tx, permit, id, account);
  const auto recorded =
      store::record(tx, permit, "billing.payment", {"invoice", invoice->id.value}, audit::Object{{"paid_at", nullptr}},
                    audit::Object{{"paid_at", to_rfc3339(tx.now())}, {"amount_minor", invoice->total_minor}});
  const auto posting = billing::post_payment(account.state, account.at, invoice->total_minor);
  store::append_posting(tx, permit, id, {std::nullopt, recorded.action(), std::nullopt, account.basis.currency}, posting);
  store::mark_invoice_paid(tx, permit, recorded, *invoice);
  invoice->paid_at = tx.now();
  return *invoice;
}

}  // namespace rolecall::service
