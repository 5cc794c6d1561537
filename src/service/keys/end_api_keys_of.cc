#include "service/keys/end_api_keys_of.h"

#include "store/api_keys.h"

namespace rolecall::service {

std::int64_t end_api_keys_of(store::Transaction& tx, const store::Team& team, const store::Member& maker,
                             store::SystemReason reason) {
  const auto permit = store::permit_system(tx, team.id, reason);
  const auto keys = store::live_api_keys_of(tx, team.id, maker.id);
  for (const store::ApiKey& key : keys) {
    const auto recorded =
        store::record(tx, permit, "api_key.revoke", {"api_key", key.id.value}, audit::Object{{"revoked_at", nullptr}},
                      audit::Object{{"revoked_at", to_rfc3339(tx.now())}});
    store::revoke_api_key(tx, permit, recorded, key);
  }
  return static_cast<std::int64_t>(keys.size());
}

}  // namespace rolecall::service
