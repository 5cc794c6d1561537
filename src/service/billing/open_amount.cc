#include "service/billing/open_amount.h"

namespace rolecall::service {

OpenAmount open_amount(store::Transaction& tx, const store::Invoice& invoice) {
  if (invoice.paid_at) return {};
  const auto invoicing = store::find_invoicing(tx, invoice.team);
  if (!invoicing || store::has_older_unpaid(tx, invoice)) return {invoice.total_minor};
  const auto rows = store::uninvoiced_rows(tx, invoice.team, invoicing->invoiced_seq);
  if (rows.total_minor >= 0) return {invoice.total_minor};
  if (-rows.total_minor >= invoice.total_minor) return {0, invoice.total_minor, rows.last_seq};
  return {invoice.total_minor + rows.total_minor, -rows.total_minor, rows.last_seq};
}

}  // namespace rolecall::service
