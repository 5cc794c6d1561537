#include "billing/invoice_audit.h"

#include <fmt/format.h>

#include <algorithm>

namespace rolecall::billing {
namespace {

bool has_rows(const StoredInvoice& invoice, const LedgerAudit& ledger) {
  return 0 <= invoice.from_seq && invoice.from_seq < invoice.to_seq && invoice.to_seq <= invoice.settled_seq &&
         invoice.settled_seq <= ledger.row_count();
}

/// The last row that stood on an invoice, or whose credit was used for one, when this one was made. Credits that were used later,
/// for an older one that was still open, stand behind its own rows.
std::int64_t end_before(const StoredInvoice& invoice, const std::vector<StoredInvoice>& invoices) {
  std::int64_t end = 0;
  for (const StoredInvoice& other : invoices) {
    if (other.number < invoice.number) end = std::max(end, other.to_seq);
    if (other.settled_seq < invoice.to_seq) end = std::max(end, other.settled_seq);
  }
  return end;
}

/// What is to be kept as the last number and row.
InvoicedUpTo end_of(const std::vector<StoredInvoice>& invoices) {
  InvoicedUpTo end;
  for (const StoredInvoice& invoice : invoices) end = {invoice.number, std::max({end.seq, invoice.to_seq, invoice.settled_seq})};
  return end;
}

}  // namespace

std::vector<std::string> check_invoices(const std::vector<StoredInvoice>& invoices, const InvoicedUpTo& kept,
                                        const LedgerAudit& ledger) {
  std::vector<std::string> found;
  std::int64_t last_number = 0;
  for (const StoredInvoice& invoice : invoices) {
    if (invoice.number != last_number + 1) found.push_back(fmt::format("invoice {} is missing", last_number + 1));
    if (invoice.from_seq != end_before(invoice, invoices) || !has_rows(invoice, ledger)) {
      found.push_back(fmt::format("the rows of invoice {} do not follow those of the one before", invoice.number));
    } else if (ledger.charged_through(invoice.to_seq) - ledger.charged_through(invoice.from_seq) != invoice.total_minor) {
      found.push_back(fmt::format("the total of invoice {} is not the sum of its rows", invoice.number));
    }
    last_number = invoice.number;
  }
  if (const InvoicedUpTo end = end_of(invoices); kept.number != end.number || kept.seq != end.seq) {
    found.push_back(fmt::format("invoice {} is the last one, and {} is kept as the last", end.number, kept.number));
  }
  return found;
}

}  // namespace rolecall::billing
