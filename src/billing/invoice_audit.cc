#include "billing/invoice_audit.h"

#include <fmt/format.h>

namespace rolecall::billing {
namespace {

bool has_rows(const StoredInvoice& invoice, const LedgerAudit& ledger) {
  return 0 <= invoice.from_seq && invoice.from_seq < invoice.to_seq && invoice.to_seq <= invoice.settled_seq &&
         invoice.settled_seq <= ledger.row_count();
}

}  // namespace

std::vector<std::string> check_invoices(const std::vector<StoredInvoice>& invoices, const InvoicedUpTo& kept,
                                        const LedgerAudit& ledger) {
  std::vector<std::string> found;
  InvoicedUpTo before;
  for (const StoredInvoice& invoice : invoices) {
    if (invoice.number != before.number + 1) found.push_back(fmt::format("invoice {} is missing", before.number + 1));
    if (invoice.from_seq != before.seq || !has_rows(invoice, ledger)) {
      found.push_back(fmt::format("the rows of invoice {} do not follow those of the one before", invoice.number));
    } else if (ledger.charged_through(invoice.to_seq) - ledger.charged_through(invoice.from_seq) != invoice.total_minor) {
      found.push_back(fmt::format("the total of invoice {} is not the sum of its rows", invoice.number));
    }
    before = {invoice.number, invoice.settled_seq};
  }
  if (kept.number != before.number || kept.seq != before.seq) {
    found.push_back(fmt::format("invoice {} is the last one, and {} is kept as the last", before.number, kept.number));
  }
  return found;
}

}  // namespace rolecall::billing
