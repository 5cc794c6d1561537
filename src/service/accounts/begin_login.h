// Starts a login for a user who has just proved who he is. Checks nothing: sign_in, verify and accept do that before.
#pragma once

#include <string>

#include "base/id.h"
#include "service/accounts/client.h"
#include "service/environment.h"
#include "store/accounts.h"
#include "store/transaction.h"

namespace rolecall::service {

/// What a login rests on beside the password or the mailed link.
enum class Proof { password, mailed_link, totp_code, recovery_code };

struct NewLogin {
  LoginId id;
  std::string token;  // for the cookie; stored as a hash only
};

/// Writes `login.succeeded`. INVARIANT: the account is verified.
[[nodiscard]] NewLogin begin_login(store::Transaction& tx, const Environment& environment, const store::Account& account,
                                   Proof proof, const Client& client);

}  // namespace rolecall::service
