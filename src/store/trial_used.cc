#include "store/trial_used.h"

#include "store/sql.h"

namespace rolecall::store {

bool use_trial(Transaction& tx, const Permit& permit, const std::string& owner_hash) {
  permit.require(tx, permit.team());
  return execute(tx, "INSERT INTO trial_used(owner_hash, at) VALUES ($1, $2) ON CONFLICT (owner_hash) DO NOTHING", owner_hash,
                 tx.now()) == 1;
}

}  // namespace rolecall::store
