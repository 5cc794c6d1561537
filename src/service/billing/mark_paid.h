// Money that came in for an invoice. The operator says so on the command line; a payment provider's answer will come here too.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "service/environment.h"
#include "store/invoices.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Posts the invoice's total as a payment. Errors: not_found (team or number), conflict `already_paid`.
[[nodiscard]] Result<store::Invoice> mark_paid(store::Transaction& tx, const Environment& environment, const TeamId& team,
                                               std::int64_t number);

}  // namespace rolecall::service
