// The audit rows of accounts and logins, in one shape. For service/accounts/*.cc.
#pragma once

#include <optional>
#include <string_view>

#include "audit/value.h"
#include "service/accounts/client.h"
#include "service/environment.h"
#include "store/account_audit.h"
#include "store/accounts.h"
#include "store/caller.h"

namespace rolecall::service {

/// What the user did to his own account, from this client.
[[nodiscard]] store::AccountEvent own_event(std::string_view action, const store::Account& account, const Client& client);
[[nodiscard]] store::AccountEvent own_event(std::string_view action, const store::Caller& caller, const Client& client);
/// What somebody did at this address who has not proved that it is his: the row names no actor, and an address without an account
/// stands there as a pseudonym.
[[nodiscard]] store::AccountEvent unproved_event(std::string_view action, const Environment& environment,
                                                 const std::optional<store::Account>& account, const std::string& address_key,
                                                 const Client& client);
/// What the system did to it: an operator at the command line, a job, the end of a membership.
[[nodiscard]] store::AccountEvent system_event(std::string_view action, const UserId& user, store::SystemReason reason);

/// Something about a person, erased with him.
[[nodiscard]] inline audit::Personal personal(const std::string& value, const UserId& user) { return {value, user.value}; }

}  // namespace rolecall::service
