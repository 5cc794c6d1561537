// Signing in with address, password and, where the account has one, a second factor.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "service/accounts/client.h"
#include "service/accounts/signed_in.h"
#include "service/environment.h"
#include "service/password_work.h"
#include "store/transaction.h"

namespace rolecall::service {

struct SignIn {
  std::string email;
  std::string password;
  std::optional<std::string> code;  // of the authenticator, or a recovery code
  Client client;
};

/// Unknown and unverified accounts cost one hash like all others. Error: throttled.
[[nodiscard]] Result<PasswordWork> prepare_sign_in(store::Transaction& tx, const Environment& environment, const SignIn& request);

/// Errors: unauthenticated with `wrong_credentials` (unknown, unverified or another password, which look the same), or, after the
/// right password only, `mfa_needed` and `wrong_code`; throttled. Every outcome leaves a `login.*` row.
[[nodiscard]] Result<SignedIn> sign_in(store::Transaction& tx, const Environment& environment, const SignIn& request,
                                       const PasswordOutcome& outcome);

}  // namespace rolecall::service
