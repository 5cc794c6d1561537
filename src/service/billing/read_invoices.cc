#include "service/billing/read_invoices.h"

#include <limits>

#include "service/billing/billing_view.h"
#include "service/seat_account.h"
#include "store/caller.h"

namespace rolecall::service {
namespace {

/// The row that the end of the running term would post with the seats and the plan of today.
store::InvoiceLine next_term_of(const Environment& environment, const store::Team& team, const SeatAccount& account) {
  const Instant end = account.state.term.end;
  const store::Subscription subscription = store::subscription_of(team, end);
  const auto price = environment.plans.find_or_default(subscription.plan).price(subscription.interval);
  const auto term = billing::term_at(subscription.term_anchor, subscription.interval, end);
  const auto posting = billing::begin_term(account.state, billing::LedgerKind::term, term, price.minor);
  store::InvoiceLine line;
  line.entry = {.at = posting.row.at,
                .kind = std::string(billing::to_string(posting.row.kind)),
                .cause = "billing.term",
                .quantity = posting.row.quantity.count,
                .exact_minor = billing::to_decimal(posting.row.exact),
                .amount_minor = posting.row.amount_minor,
                .balance_minor = posting.row.balance_minor,
                .currency = account.basis.currency};
  line.explained = {posting.row, account.state, posting.state};
  return line;
}

}  // namespace

std::string_view name_of(InvoiceStatus status) {
  switch (status) {
    case InvoiceStatus::open:
      return "open";
    case InvoiceStatus::overdue:
      return "overdue";
    case InvoiceStatus::paid:
      return "paid";
  }
  return {};
}

InvoiceStatus status_of(const store::Invoice& invoice, Instant now) {
  if (invoice.paid_at) return InvoiceStatus::paid;
  return invoice.due_at <= now ? InvoiceStatus::overdue : InvoiceStatus::open;
}

Result<std::vector<InvoiceView>> list_invoices(store::Transaction& tx, const Environment& environment,
                                               const store::Credential& credential, const TeamId& team,
                                               std::int64_t before_number, int limit) {
  const auto caller = load_billing_reader(tx, environment, credential, team);
  if (!caller) return std::unexpected(caller.error());
  std::vector<InvoiceView> views;
  for (auto& invoice : store::list_invoices(tx, team, before_number, limit)) {
    const auto status = status_of(invoice, tx.now());
    views.push_back({std::move(invoice), status, {}, {}});
  }
  return views;
}

Result<InvoiceView> get_invoice(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const TeamId& team, const InvoiceId& id) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto invoice = store::find_invoice(tx, team, id);
  auto question = caller->asks(policy::Action::billing_read);
  question.resource.known = invoice.has_value();
  const auto permit = store::authorize(tx, *caller, question, {"invoice", id.value});
  if (!permit) return std::unexpected(permit.error());
  return InvoiceView{*invoice, status_of(*invoice, tx.now()), store::invoice_lines(tx, team, invoice->from_seq, invoice->to_seq),
                     store::credits_shown_on(tx, team, invoice->number)};
}

Result<NextInvoice> get_next_invoice(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                     const TeamId& team) {
  const auto caller = load_billing_reader(tx, environment, credential, team);
  if (!caller) return std::unexpected(caller.error());
  const SeatAccount account = seat_account(tx, environment, caller->team);
  const auto invoicing = store::find_invoicing(tx, team).value_or(store::Invoicing{});
  NextInvoice next{.at = invoicing.due_at.value_or(account.state.term.end),
                   .currency = account.basis.currency,
                   .lines = store::invoice_lines(tx, team, invoicing.invoiced_seq, std::numeric_limits<std::int64_t>::max()),
                   .credits = store::credits_shown_on(tx, team, invoicing.last_number + 1)};
  if (!invoicing.due_at) next.lines.push_back(next_term_of(environment, caller->team, account));
  for (const auto& line : next.lines) next.total_minor += line.entry.amount_minor;
  for (const auto& use : next.credits) next.total_minor += use.amount_minor;
  return next;
}

}  // namespace rolecall::service
