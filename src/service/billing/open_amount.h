// What is still owed of an invoice: credits that came after its issue are used for the oldest unpaid one first, and
// what they leave for the next.
#pragma once

#include <cstdint>

#include "store/invoices.h"
#include "store/transaction.h"

namespace rolecall::service {

struct OpenAmount {
  std::int64_t minor = 0;           // 0 when it is paid, or the credits are as much as it
  std::int64_t credited_minor = 0;  // of its total, by rows that no invoice holds
  std::int64_t credited_seq = 0;    // the last of these rows
};
[[nodiscard]] OpenAmount open_amount(store::Transaction& tx, const store::Invoice& invoice);

}  // namespace rolecall::service
