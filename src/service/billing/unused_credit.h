// Credit of a team that nothing has used yet: it waits for the next charge, or is used for an invoice that is overdue or paid.
#pragma once

#include <cstdint>

#include "store/invoices.h"
#include "store/transaction.h"

namespace rolecall::service {

/// What of it an open invoice may take: not more than what is open of it.
[[nodiscard]] std::int64_t unused_credit_for(store::Transaction& tx, const store::Invoice& invoice);

}  // namespace rolecall::service
