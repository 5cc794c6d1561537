// What the clock asks of a team's account: terms that are over are posted, due invoices are made, overdue ones called to mind.
// Jobs call it; nobody's right is asked, each thing has its own audit row by the system.
#pragma once

#include "base/result.h"
#include "service/environment.h"
#include "store/invoices.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Posts ended terms and makes the invoice that is due, if the rows since the last one sum up to something owed. The number is
/// the next of the team, taken under its lock, so that there are no gaps. Does nothing when nothing is due.
[[nodiscard]] Result<Done> bill_team(store::Transaction& tx, const Environment& environment, const TeamId& team);

/// One mail to the owner for an invoice that is overdue; nothing when it was paid or called to mind meanwhile. Credit that
/// nothing has used is used for it first, so that it is the mail's and no other invoice's: what the mail asks for stays right. An
/// invoice that it covers is closed, without a payment and without a mail.
[[nodiscard]] Result<Done> remind_of_invoice(store::Transaction& tx, const Environment& environment, const TeamId& team,
                                             const InvoiceId& id);

}  // namespace rolecall::service
