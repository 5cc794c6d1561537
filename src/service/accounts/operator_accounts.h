// What the operator does to accounts at the command line: `rolecall user …` (SPEC section 10).
#pragma once

#include <string>

#include "base/result.h"
#include "service/environment.h"
#include "store/accounts.h"
#include "store/transaction.h"

namespace rolecall::service {

struct CreateUser {
  std::string email;
  std::string name;
  std::string password;
};
/// Nothing when the fields are right; errors: invalid at `/email`, `/name`, `/password`. Call before hashing the password.
[[nodiscard]] Result<Done> check_new_user(const CreateUser& request);

/// A verified account. Errors: those of check_new_user; conflict (`account_exists`) when the address has a verified account.
[[nodiscard]] Result<store::Account> create_user(store::Transaction& tx, const CreateUser& request,
                                                 const std::string& password_hash);

/// Takes the second factor off and ends every login. Errors: not_found for an unknown address; conflict (`no_mfa`) without one.
[[nodiscard]] Result<Done> reset_mfa(store::Transaction& tx, const Environment& environment, const std::string& email);

}  // namespace rolecall::service
