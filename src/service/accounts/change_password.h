// Changing the own password while signed in.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "service/accounts/client.h"
#include "service/environment.h"
#include "service/password_work.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

struct ChangePassword {
  std::string current_password;
  std::string new_password;
  std::optional<std::string> code;
  Client client;
};

/// Errors: unauthenticated, denied for a key, throttled, invalid at `/new_password`.
[[nodiscard]] Result<PasswordWork> prepare_password_change(store::Transaction& tx, const Environment& environment,
                                                           const store::Credential& credential, const ChangePassword& request);

/// The other logins end. Errors: invalid at `/current_password`, `/code`, `/new_password`; throttled.
[[nodiscard]] Result<Done> change_password(store::Transaction& tx, const Environment& environment,
                                           const store::Credential& credential, const ChangePassword& request,
                                           const PasswordOutcome& outcome);

}  // namespace rolecall::service
