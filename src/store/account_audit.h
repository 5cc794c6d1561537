// Audit rows about accounts and logins, in the chain of the installation. Rows about members are record() of permit.h.
#pragma once

#include <string>
#include <string_view>

#include "audit/event.h"
#include "base/id.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

/// One event of a login or an account. `action` is `login.*` or `account.*`; neither tokens nor passwords are ever among the
/// values.
struct AccountEvent {
  std::string_view action;
  audit::Actor actor;
  audit::Resource resource;
  LoginId login;
  audit::Value client_address;  // Personal, or null when no client did it
  audit::Value reason;
  audit::Value before;
  audit::Value after;
};

/// The user himself. INVARIANT: `name` is his own.
[[nodiscard]] audit::Actor actor_of(const UserId& user, const std::string& name);
/// The system, for the reason that stands in the event.
[[nodiscard]] audit::Actor system_actor();

/// The row of a change to an account. Writers take it, so that no change goes without its row.
class AccountRecorded {
 private:
  AccountRecorded() = default;
  friend AccountRecorded record_account(Transaction&, const AccountEvent&);
};

AccountRecorded record_account(Transaction& tx, const AccountEvent& event);

/// The row of a refused attempt; equal ones within a minute are one. Call it inside `record_on_error`.
void record_refused_attempt(Transaction& tx, const AccountEvent& event, std::string_view rule);

}  // namespace rolecall::store
