// Somebody registers with an address: nothing is known to be his until the mailed link and the password come together.
#pragma once

#include <string>

#include "base/result.h"
#include "service/accounts/client.h"
#include "service/environment.h"
#include "service/password_work.h"
#include "store/transaction.h"

namespace rolecall::service {

struct RegisterAccount {
  std::string email;
  std::string name;
  std::string password;
  Client client;
};

/// Errors: invalid at `/email`, `/name`, `/password`; throttled when this client causes too many mails.
[[nodiscard]] Result<PasswordWork> prepare_registration(store::Transaction& tx, const Environment& environment,
                                                        const RegisterAccount& request);

/// Mails a link: to verify, or, where a verified account has this address, to sign in. The same answer and the same work in both
/// cases. Each registration has its own token with its own name and password, so that no other one replaces them. An address
/// that gets too many mails gets none, in silence.
[[nodiscard]] Result<Done> register_account(store::Transaction& tx, const Environment& environment,
                                            const RegisterAccount& request, const PasswordOutcome& outcome);

}  // namespace rolecall::service
