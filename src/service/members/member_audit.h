// How a member stands in the audit: which fields changed, before and after, with personal values as such. Writes nothing.
#pragma once

#include "audit/value.h"
#include "store/member.h"

namespace rolecall::service {

struct MemberChange {
  audit::Value before;
  audit::Value after;
};

/// Every field that differs: status, roles (names and ids of custom roles), owner, email, name, title, user, expires_at,
/// return_at. Source: SPEC section 7.
[[nodiscard]] MemberChange change_of(const store::Member& before, const store::Member& after);

/// `before` is null, `after` has every field that is set: a member that was added.
[[nodiscard]] MemberChange addition_of(const store::Member& member);

}  // namespace rolecall::service
