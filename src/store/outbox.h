// The outbox: mails are written in the transaction of what they tell about, sealed, and sent after its commit.
// Composing is service/compose, sending is mail/.
#pragma once

#include <optional>
#include <string>

#include "base/crypto/sealer.h"
#include "base/id.h"
#include "store/transaction.h"

namespace rolecall::store {

struct NewMail {
  std::string kind;  // invitation, verify, reset, role_changed, …: for the operator and the member's row
  std::optional<TeamId> team;
  std::optional<MemberId> member;
  std::string address;
  std::string subject;
  std::string text;
  std::string html;
};

/// Adds the mail and asks for the outbox to be looked at after the commit.
void add_mail(Transaction& tx, const crypto::Sealer& sealer, const NewMail& mail);

}  // namespace rolecall::store
