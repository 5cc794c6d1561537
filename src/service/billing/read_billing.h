// GET /teams/{team}/billing and its ledger. Quotes are service/quotes.h; invoices and payments come later.
#pragma once

#include <vector>

#include "base/result.h"
#include "service/billing/billing_view.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/seat_ledger.h"

namespace rolecall::service {

/// Errors: those of authorize for billing.read.
[[nodiscard]] Result<BillingView> get_billing(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const TeamId& team);

/// Newest first, rows below `before_seq`. Errors: those of authorize for billing.read.
[[nodiscard]] Result<std::vector<store::LedgerEntry>> list_ledger(store::Transaction& tx, const Environment& environment,
                                                                  const store::Credential& credential, const TeamId& team,
                                                                  std::int64_t before_seq, int limit);

}  // namespace rolecall::service
