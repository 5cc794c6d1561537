#include "service/billing/open_amount.h"

#include <algorithm>

namespace rolecall::service {

OpenAmount open_amount(store::Transaction& tx, const store::Invoice& invoice) {
  if (invoice.paid_at) return {};
  const auto invoicing = store::find_invoicing(tx, invoice.team);
  if (!invoicing) return {invoice.total_minor};
  const auto rows = store::uninvoiced_rows(tx, invoice.team, invoicing->invoiced_seq);
  std::int64_t credits = -rows.total_minor;
  for (const auto& older : store::older_unpaid(tx, invoice)) credits -= older.total_minor;
  const auto credited = std::clamp<std::int64_t>(credits, 0, invoice.total_minor);
  return {invoice.total_minor - credited, credited, rows.last_seq};
}

}  // namespace rolecall::service
