// Changing the own name, in the account and in every team.
#pragma once

#include <string>

#include "base/result.h"
#include "service/accounts/client.h"
#include "service/environment.h"
#include "store/accounts.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Each team where the caller is active or suspended records a `member.update` by him. Errors: unauthenticated; denied for a key;
/// invalid at `/name`.
[[nodiscard]] Result<store::Account> rename_account(store::Transaction& tx, const Environment& environment,
                                                    const store::Credential& credential, const Client& client,
                                                    const std::string& name);

}  // namespace rolecall::service
