#include "billing/invoice_audit.h"

#include <fmt/format.h>

namespace rolecall::billing {
namespace {

bool has_rows(const StoredInvoice& invoice, const LedgerAudit& ledger) {
  return 0 <= invoice.from_seq && invoice.from_seq < invoice.to_seq && invoice.to_seq <= ledger.row_count();
}

void check_amounts(const StoredInvoice& invoice, const LedgerAudit& ledger, std::vector<std::string>& found) {
  const std::int64_t rows = ledger.charged_through(invoice.to_seq) - ledger.charged_through(invoice.from_seq);
  if (rows + invoice.shown_minor != invoice.total_minor) {
    found.push_back(fmt::format("the total of invoice {} is not the sum of its rows", invoice.number));
  }
  if (invoice.credited_minor < 0 || invoice.credited_minor > invoice.total_minor) {
    found.push_back(fmt::format("the credits that were used for invoice {} are not a part of its total", invoice.number));
  }
}

/// Each paid one for its total, but for the credits that were used for it.
void check_payments(const std::vector<StoredInvoice>& invoices, const LedgerAudit& ledger, std::vector<std::string>& found) {
  std::int64_t paid = 0;
  for (const StoredInvoice& invoice : invoices) {
    if (invoice.paid == StoredInvoice::Paid::yes) paid += invoice.total_minor - invoice.credited_minor;
  }
  if (paid == ledger.paid_minor()) return;
  found.push_back(
      fmt::format("{} were to be paid for the invoices that are paid, and the ledger has {}", paid, ledger.paid_minor()));
}

}  // namespace

std::vector<std::string> check_invoices(const std::vector<StoredInvoice>& invoices, const InvoicedUpTo& kept,
                                        const LedgerAudit& ledger) {
  std::vector<std::string> found;
  InvoicedUpTo end;
  for (const StoredInvoice& invoice : invoices) {
    if (invoice.number != end.number + 1) found.push_back(fmt::format("invoice {} is missing", end.number + 1));
    if (invoice.from_seq != end.seq || !has_rows(invoice, ledger)) {
      found.push_back(fmt::format("the rows of invoice {} do not follow those of the one before", invoice.number));
    } else {
      check_amounts(invoice, ledger, found);
    }
    end = {invoice.number, invoice.to_seq};
  }
  if (kept.number != end.number || kept.seq != end.seq) {
    found.push_back(fmt::format("invoice {} is the last one, and {} is kept as the last", end.number, kept.number));
  }
  check_payments(invoices, ledger, found);
  return found;
}

}  // namespace rolecall::billing
