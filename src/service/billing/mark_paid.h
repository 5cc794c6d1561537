// Money that came in for an invoice. The operator says so on the command line; a payment provider's answer comes here too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "service/environment.h"
#include "store/invoices.h"
#include "store/transaction.h"

namespace rolecall::service {

struct Payment {
  TeamId team;
  std::int64_t number = 0;  // of the invoice
  /// Unique at the provider: the same payment told twice is posted once. The invoice's id where there is none.
  std::string reference;
  std::optional<std::int64_t> amount_minor;  // nothing: what is open of the invoice
};

/// What is in the ledger for it.
struct PaidInvoice {
  enum class Posted { now, before };  // before: the reference was known
  store::Invoice invoice;
  std::int64_t amount_minor = 0;
  Posted posted = Posted::now;
};

/// Posts what is open of the invoice, as its reminder said it. Or an amount that the payment names: the total, as the first mail
/// said it (credits that were used for the invoice are free again, and it may be closed by them already), or what is open when
/// credit that nothing has used is used for it now, as the team's balance says it. A reference that was posted for this invoice
/// changes nothing. Errors: not_found (team or number); conflict `already_paid`, `reference_used` for another invoice,
/// `nothing_open` when credits cover it and no amount is named, `wrong_amount` for any other amount.
[[nodiscard]] Result<PaidInvoice> mark_paid(store::Transaction& tx, const Environment& environment, const Payment& payment);

}  // namespace rolecall::service
