// PATCH /teams/{team}/members/{member}: the title beside the name. It grants nothing.
#pragma once

#include <optional>
#include <string>

#include "base/id.h"
#include "base/result.h"
#include "service/environment.h"
#include "service/members/member_view.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

struct ChangeTitle {
  TeamId team;
  MemberId member;
  std::string title;
  std::optional<std::string> expected_revision;  // of If-Match
};

/// The member with the new title; the same title again changes nothing. Errors: unauthenticated, not_found, denied, invalid,
/// stale, and conflict `not_current` for who is invited, active or suspended no more.
[[nodiscard]] Result<MemberView> change_title(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const ChangeTitle& request);

}  // namespace rolecall::service
