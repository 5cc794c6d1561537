// What a team's invoices and the rows behind them say that it owes, to be compared with the balance of its ledger.
#pragma once

#include "store/invoices.h"

namespace rolecall::testing {

/// What is open of all invoices, and what is not invoiced yet.
inline std::int64_t owed_by_invoices(store::Transaction& tx, const TeamId& team) {
  const auto invoicing = store::find_invoicing(tx, team).value_or(store::Invoicing{});
  std::int64_t owed = store::uninvoiced_rows(tx, team, invoicing).total_minor;
  for (const auto& invoice : store::list_invoices(tx, team, 1'000'000, 1'000'000)) owed += invoice.open_minor();
  return owed;
}

}  // namespace rolecall::testing
