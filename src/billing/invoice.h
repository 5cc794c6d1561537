// When rows of the seat ledger ask for an invoice, and why a row has the amount it has. Pure.
//
// An invoice takes all rows since the last one, charges and credits alike; while these sum up to nothing owed none is made, and
// the credit waits for the next charge. So credit is used first. What of it is used for an invoice that was made before, when
// that is called to mind or paid, is a line of the next one, which evens out the row of the credit. So what is open of all
// invoices plus what is not invoiced yet is always what the ledger says. Source: SPEC section 6.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "billing/ledger.h"

namespace rolecall::billing {

/// Additions to an annual term within this time stand on one invoice.
inline constexpr Duration invoice_grouping = minutes(10);
/// From the issue of an invoice to the day on which it is overdue.
inline constexpr Duration payment_period = days(14);

/// When `row`, posted at `posted_at`, wants to be invoiced: a new term at once, a charge within an annual term when the others of
/// the ten minutes after the posting have come; a charge within a monthly term, a credit and a payment wait for the next invoice.
[[nodiscard]] std::optional<Instant> invoice_due(const LedgerRow& row, const Term& term, Instant posted_at);

/// A row with the states around it; nothing before the first row of a team.
struct ExplainedRow {
  LedgerRow row;
  std::optional<LedgerState> before;
  LedgerState after;
};

/// The computation of `row.amount_minor`, to the second and the minor unit, as sentences. Holds numbers and instants only.
[[nodiscard]] std::string explain_amount(const ExplainedRow& explained, std::string_view currency);

/// Why a credit that was used for invoice `number`, or given back when `amount_minor` is below 0, is a line of another one.
[[nodiscard]] std::string explain_credit_use(std::int64_t number, std::int64_t amount_minor, std::string_view currency);

/// `542.13 AUD`, `-0.05 AUD`, `120 JPY`: with the decimals of the currency (ISO 4217).
[[nodiscard]] std::string format_money(std::int64_t minor, std::string_view currency);

}  // namespace rolecall::billing
