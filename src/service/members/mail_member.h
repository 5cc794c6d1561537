// A mail to somebody as the member of a team.
#pragma once

#include <string>

#include "service/compose/mail_text.h"
#include "service/environment.h"
#include "store/member.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Puts it into the outbox.
void mail_member(store::Transaction& tx, const Environment& environment, const store::Member& member, std::string kind,
                 const compose::MailText& mail);

}  // namespace rolecall::service
