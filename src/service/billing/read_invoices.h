// What was billed, and what comes next, with the reason for every amount.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "service/environment.h"
#include "store/credential.h"
#include "store/invoice_credits.h"
#include "store/invoices.h"

namespace rolecall::service {

enum class InvoiceStatus { open, overdue, paid };
[[nodiscard]] std::string_view name_of(InvoiceStatus status);
[[nodiscard]] InvoiceStatus status_of(const store::Invoice& invoice, Instant now);

struct InvoiceView {
  store::Invoice invoice;
  InvoiceStatus status = InvoiceStatus::open;
  std::vector<store::InvoiceLine> lines;
  std::vector<store::CreditUse> credits;  // used for invoices before; with the lines they sum up to the total
};

/// Rows that no invoice holds yet, and the term that follows as it would be with today's seats.
struct NextInvoice {
  Instant at;
  std::string currency;
  std::vector<store::InvoiceLine> lines;  // the last one, of the next term, only when the invoice is made at its start
  std::vector<store::CreditUse> credits;  // as those of an invoice
  std::int64_t total_minor = 0;           // below 0: credit that waits for the next charge
};

/// Newest first, below `before_number`, without lines. Errors: those of authorize for billing.read.
[[nodiscard]] Result<std::vector<InvoiceView>> list_invoices(store::Transaction& tx, const Environment& environment,
                                                             const store::Credential& credential, const TeamId& team,
                                                             std::int64_t before_number, int limit);

/// Errors: those of authorize for billing.read; not_found.
[[nodiscard]] Result<InvoiceView> get_invoice(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const TeamId& team, const InvoiceId& id);

/// Errors: those of authorize for billing.read.
[[nodiscard]] Result<NextInvoice> get_next_invoice(store::Transaction& tx, const Environment& environment,
                                                   const store::Credential& credential, const TeamId& team);

}  // namespace rolecall::service
