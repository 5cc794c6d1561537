// Gives an address to whoever proves it by a mailed link (invitation, operator): a new account, or an unverified one taken over.
#pragma once

#include <string>

#include "base/address.h"
#include "base/result.h"
#include "service/accounts/client.h"
#include "service/environment.h"
#include "store/accounts.h"
#include "store/transaction.h"

namespace rolecall::service {

struct ClaimAccount {
  Address address;
  std::string name;
  std::string password_hash;
  Client client;
};

/// The verified account. An unverified one loses its password, logins, factors and tokens to the one that is claimed, so that
/// registering somebody's address first gains nothing (SPEC section 3). Error: conflict (`account_exists`) when it is verified.
[[nodiscard]] Result<store::Account> claim_account(store::Transaction& tx, const ClaimAccount& request);

}  // namespace rolecall::service
