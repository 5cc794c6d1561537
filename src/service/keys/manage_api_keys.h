// API keys of a team: made by a member within his own roles, ended by him or by an administrator (SPEC section 2).
#pragma once

#include <string>
#include <vector>

#include "policy/action.h"
#include "service/environment.h"
#include "store/api_keys.h"
#include "store/credential.h"

namespace rolecall::service {

struct ApiKeyView {
  store::ApiKey key;
  policy::ActionSet allowed_actions;  // none once it has ended
};

struct NewApiKey {
  TeamId team;
  std::string name;
  std::vector<std::string> roles;
  Instant expires_at;
};
struct ApiKeyMade {
  ApiKeyView view;
  std::string key;  // shown once
};
/// Errors: those of authorize (api_key.manage; above_own_rights for roles that the maker lacks, and for keys); invalid at
/// `/name`, `/roles`, `/expires_at` (later than now, within a year).
[[nodiscard]] Result<ApiKeyMade> make_api_key(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const NewApiKey& request);

struct ApiKeyList {
  std::vector<ApiKeyView> keys;
  policy::RoleSet roles;  // that a key made by the caller may hold
};
/// The own keys, or all of the team for holders of api_key.revoke; newest first, behind `after`. Ended ones too.
[[nodiscard]] Result<ApiKeyList> list_api_keys(store::Transaction& tx, const Environment& environment,
                                               const store::Credential& credential, const TeamId& team, const ApiKeyId& after,
                                               int limit);

/// Once it has ended it stays so: ending it again changes nothing. Errors: those of authorize.
[[nodiscard]] Result<Done> end_api_key(store::Transaction& tx, const Environment& environment,
                                       const store::Credential& credential, const TeamId& team, const ApiKeyId& key);

}  // namespace rolecall::service
