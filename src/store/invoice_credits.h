// Credits that were used for an invoice after its issue. How much, and when, is service/billing/unused_credit.h and its users.
#pragma once

#include <cstdint>
#include <vector>

#include "store/invoices.h"

namespace rolecall::store {

struct CreditUse {
  Instant at;
  InvoiceId invoice;
  std::int64_t number = 0;        // of that invoice
  std::int64_t amount_minor = 0;  // above 0: taken off what is open of it; below: given back
};

/// Takes `amount_minor` off what is open of the invoice, or gives it back when it is below 0; and notes that it is a line of the
/// next invoice that is made. INVARIANT: it is not 0, and leaves the invoice's credits between nothing and its total.
void use_credit(Transaction& tx, const Permit& permit, const Recorded& recorded, const Invoice& invoice,
                std::int64_t amount_minor);
/// The lines of the invoice with this number, which may be the one to come.
[[nodiscard]] std::vector<CreditUse> credits_shown_on(Transaction& tx, const TeamId& team, std::int64_t number);

}  // namespace rolecall::store
