// How much mail one client, user, team or address causes: SPEC TRAPS ("sending is rate-limited per user, team, address").
#pragma once

#include <string>

#include "base/result.h"
#include "service/environment.h"
#include "store/transaction.h"

namespace rolecall::service {

/// The subjects are counted separately; leave empty what does not apply.
struct MailCause {
  std::string address_key;     // who gets it: 6, then one each 10 minutes
  UserId user;                 // who causes it: 1,200, then one each 3 seconds
  TeamId team;                 // for whom: 2,500, then one each 2 seconds
  std::string client_address;  // from where, when nobody is signed in: 30, then one each 2 minutes
};

/// As count_mail, without counting: before work is done that only a mail would justify.
[[nodiscard]] Result<Done> check_mail_rate(store::Transaction& tx, const Environment& environment, const MailCause& cause);

/// Counts one mail, or refuses it: throttled (`too_many_mails`) with the time to wait. Call it in a write, before `add_mail`.
[[nodiscard]] Result<Done> count_mail(store::Transaction& tx, const Environment& environment, const MailCause& cause);

}  // namespace rolecall::service
