// API keys of a team as stored. What a key may do at a request is store/caller.h's and the policy's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "policy/role.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

struct ApiKey {
  ApiKeyId id;
  TeamId team;
  MemberId maker;
  std::string maker_name;
  std::string name;
  policy::RoleSet roles;
  bool used_mfa = false;
  Instant created_at;
  Instant expires_at;
  std::optional<Instant> last_used_at;
  std::optional<Instant> revoked_at;
};

/// Which keys a page shows: all of the team, or one maker's. Newest first, behind `after` (empty: the newest).
struct ApiKeyPage {
  TeamId team;
  std::optional<MemberId> maker;
  ApiKeyId after;
  int limit = 50;
};
[[nodiscard]] std::vector<ApiKey> list_api_keys(Transaction& tx, const ApiKeyPage& page);
[[nodiscard]] std::optional<ApiKey> find_api_key(Transaction& tx, const TeamId& team, const ApiKeyId& id);
/// Neither revoked nor expired.
[[nodiscard]] std::vector<ApiKey> live_api_keys_of(Transaction& tx, const TeamId& team, const MemberId& maker);

void insert_api_key(Transaction& tx, const Permit& permit, const Recorded& recorded, const ApiKey& key,
                    const std::string& key_hash);
void revoke_api_key(Transaction& tx, const Permit& permit, const Recorded& recorded, const ApiKey& key);

}  // namespace rolecall::store
