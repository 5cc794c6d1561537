// PUT …/shares/{member}?dry_run=true: who gains and who loses what by a share, computed by the policy that will enforce it (SPEC
// section 8.3). Writes nothing.
#pragma once

#include <string>
#include <vector>

#include "policy/action.h"
#include "policy/scope.h"
#include "service/shares/plan_share.h"

namespace rolecall::service {

/// A right on the session, and who has it.
struct MemberGrant {
  MemberId member;
  std::string name;
  policy::Action action{};
  policy::Scope scope{};  // by which it is gained, or was held
};

struct SharePreview {
  std::vector<MemberGrant> gained;
  std::vector<MemberGrant> lost;
  std::vector<std::string> warnings;  // sentences
};

/// What would be different afterwards for the member and for those to whom he passed the session on. Errors: those of plan_share.
[[nodiscard]] Result<SharePreview> preview_share(store::Transaction& tx, const Environment& environment,
                                                 const store::Credential& credential, const ShareSession& request);

}  // namespace rolecall::service
