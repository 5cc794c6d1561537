// Ends logins: sign out, one of the own logins, all of somebody who lost his access.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "service/accounts/client.h"
#include "service/environment.h"
#include "store/accounts.h"
#include "store/credential.h"
#include "store/logins.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::service {

/// The login of this credential ends; no error when nobody is signed in.
[[nodiscard]] Result<Done> sign_out(store::Transaction& tx, const Environment& environment, store::Credential credential,
                                    const Client& client);

struct OwnLogins {
  LoginId current;
  std::vector<store::Login> logins;  // newest first
};
[[nodiscard]] Result<OwnLogins> list_own_logins(store::Transaction& tx, const Environment& environment,
                                                const store::Credential& credential);

/// Errors: unauthenticated, denied (`login_needed`), not_found when it is not the caller's.
[[nodiscard]] Result<Done> end_own_login(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const Client& client, const LoginId& login);

/// The user's logins end but one, because he changed what they rest on; one `login.ended` row when there were any.
void end_logins_after_change(store::Transaction& tx, const Client& client, const store::Account& account,
                             const LoginId& except = {});

/// All logins of a user end because of something that happened to him; writes one `login.ended` row when there were any.
/// For the caller of a team's use case: lock the user first (order: user, then team). How many ended.
std::int64_t end_logins_of(store::Transaction& tx, const UserId& user, store::SystemReason reason);

}  // namespace rolecall::service
