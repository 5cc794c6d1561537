// How an issued invoice becomes a payment: the one place that a payment provider hangs on.
//
// A provider runs inside the transaction that issues the invoice and speaks to nobody: it writes to the outbox what is to be
// asked for, as absolute amounts and quantities with the invoice's id as the key of idempotency, so that no request waits for it
// and neither a crash nor a repetition loses or doubles anything. What came in is posted by service/billing/mark_paid.h.
#pragma once

#include "service/environment.h"
#include "store/invoices.h"
#include "store/transaction.h"

namespace rolecall::service {

/// The provider `manual`: the owner gets the invoice by mail, pays as the operator says, and the operator marks it paid.
void collect(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice);

/// Asks the owner once more, when the invoice is overdue.
void collect_again(store::Transaction& tx, const Environment& environment, const store::Invoice& invoice);

}  // namespace rolecall::service
