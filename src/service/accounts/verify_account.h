// The mailed link and the password of the registration together make an account (SPEC section 3).
#pragma once

#include <string>

#include "base/result.h"
#include "service/accounts/client.h"
#include "service/accounts/signed_in.h"
#include "service/environment.h"
#include "service/password_work.h"
#include "store/transaction.h"

namespace rolecall::service {

struct VerifyAccount {
  std::string token;
  std::string password;
  Client client;
};

/// Errors: gone (`verification_used`, `verification_expired`, which is also the answer to an unknown token); throttled.
[[nodiscard]] Result<PasswordWork> prepare_verification(store::Transaction& tx, const Environment& environment,
                                                        const VerifyAccount& request);

/// The account with the name and password of this very registration, and a login. Errors: those of the preparation;
/// unauthenticated (`wrong_credentials`) when the password is another one.
[[nodiscard]] Result<SignedIn> verify_account(store::Transaction& tx, const Environment& environment,
                                              const VerifyAccount& request, const PasswordOutcome& outcome);

}  // namespace rolecall::service
