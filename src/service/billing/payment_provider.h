// The seam of payment: what a provider is told of a team's invoices, and what comes in from it (docs/decisions/0013).
//
// A provider runs inside the transaction of the event and speaks to nobody: one over HTTP writes to the outbox what is to be
// asked for, so that no request waits for it and neither a crash nor a repetition loses or doubles anything.
#pragma once

#include "service/environment.h"
#include "store/invoices.h"
#include "store/transaction.h"

namespace rolecall::service {

class PaymentProvider {
 public:
  PaymentProvider() = default;
  PaymentProvider(const PaymentProvider&) = delete;
  PaymentProvider& operator=(const PaymentProvider&) = delete;
  virtual ~PaymentProvider() = default;

  /// An invoice was issued; its id is the key of idempotency, its total the absolute amount.
  virtual void invoice_issued(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice) const = 0;
  /// It is overdue, once; something is open of it after the credits that were used for it.
  virtual void invoice_overdue(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice) const = 0;
};

/// `manual`: the owner gets a mail, pays as the operator says, and the operator marks the invoice paid (mark_paid.h).
[[nodiscard]] const PaymentProvider& payment_provider();

}  // namespace rolecall::service
