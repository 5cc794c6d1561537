#include "service/billing/unused_credit.h"

#include <algorithm>

namespace rolecall::service {

std::int64_t unused_credit_for(store::Transaction& tx, const store::Invoice& invoice) {
  const auto invoicing = store::find_invoicing(tx, invoice.team);
  if (!invoicing) return 0;
  return std::clamp<std::int64_t>(-store::uninvoiced_rows(tx, invoice.team, *invoicing).total_minor, 0, invoice.open_minor());
}

}  // namespace rolecall::service
