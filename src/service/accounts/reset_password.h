// A forgotten password: a mailed link sets a new one.
#pragma once

#include <string>

#include "base/result.h"
#include "service/accounts/client.h"
#include "service/environment.h"
#include "service/password_work.h"
#include "store/transaction.h"

namespace rolecall::service {

struct ForgotPassword {
  std::string email;
  Client client;
};

/// One hash for nothing, so that known and unknown addresses take the same time. Errors: invalid at `/email`; throttled.
[[nodiscard]] Result<PasswordWork> prepare_forgotten_password(store::Transaction& tx, const Environment& environment,
                                                              const ForgotPassword& request);
/// Mails a link when the address has an account; the links before it end. The same answer for everybody.
[[nodiscard]] Result<Done> forgot_password(store::Transaction& tx, const Environment& environment, const ForgotPassword& request);

struct ResetPassword {
  std::string token;
  std::string password;
  Client client;
};

/// Errors: gone (`reset_used`; `reset_expired`, also for an unknown token); invalid at `/password`.
[[nodiscard]] Result<PasswordWork> prepare_reset(store::Transaction& tx, const ResetPassword& request);

/// The new password counts, all logins end. The link proves the address: an unverified account is verified by it and loses what
/// was prepared for it. A verified one keeps its second factor, which only its codes or the operator take off (SPEC section 3).
[[nodiscard]] Result<Done> reset_password(store::Transaction& tx, const Environment& environment, const ResetPassword& request,
                                          const PasswordOutcome& outcome);

}  // namespace rolecall::service
