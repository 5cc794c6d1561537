// Password and code once more, before something that cannot be taken back: second factor, ownership, deletion.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "service/accounts/client.h"
#include "service/environment.h"
#include "service/password_work.h"
#include "store/caller.h"
#include "store/transaction.h"

namespace rolecall::service {

struct Reauthentication {
  std::string password;
  std::optional<std::string> code;
  std::string password_pointer = "/password";  // where a wrong one is reported
};

/// What to hash before `reauthenticate`. Errors: unauthenticated; denied (`login_needed`) for a key; throttled.
[[nodiscard]] Result<PasswordWork> prepare_reauthentication(store::Transaction& tx, const Environment& environment,
                                                            const store::Credential& credential, const Client& client,
                                                            const std::string& password);

/// Uses the code up. Errors: invalid at `/password` or `/code` (also when a code is needed and none came), throttled; failed
/// ones are counted and leave a row. Locks the user: call it before any team is locked.
[[nodiscard]] Result<Done> reauthenticate(store::Transaction& tx, const Environment& environment, const store::Caller& caller,
                                          const Client& client, const Reauthentication& request, const PasswordOutcome& outcome);

/// The caller, who must be signed in by a login. Errors: unauthenticated; denied (`login_needed`) for a key.
[[nodiscard]] Result<store::Caller> load_signed_in(store::Transaction& tx, const Environment& environment,
                                                   const store::Credential& credential);

}  // namespace rolecall::service
