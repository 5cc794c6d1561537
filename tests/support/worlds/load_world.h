// A random world in a store, by the store's own writers where they can say it: within one transaction, which the test rolls back.
#pragma once

#include <array>
#include <string>

#include "base/crypto/sealer.h"
#include "store/credential.h"
#include "store/transaction.h"
#include "support/worlds/world.h"

namespace rolecall::testing::worlds {

/// An account that exists before the world, with a login of each kind; both are older than `World::now`.
struct Account {
  UserId user;
  std::string address;
  store::Credential password;
  store::Credential second_factor;
};
using Accounts = std::array<Account, person_count>;

/// INVARIANT: the transaction's instant is `world.now`.
void load(store::Transaction& tx, const crypto::Sealer& master, const Accounts& accounts, const World& world);

/// What this member asks with.
[[nodiscard]] store::Credential credential_of(const Accounts& accounts, const Member& member);

}  // namespace rolecall::testing::worlds
