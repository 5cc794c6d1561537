// Tells members in the portal what happened to them, in the transaction that did it (SPEC section 3: by mail and in the portal).
// Writes notices only; the mails are the use cases' own.
#pragma once

#include "audit/value.h"
#include "policy/role.h"
#include "service/notices/notice_kind.h"
#include "store/member.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Nothing for a member who has no account yet. `facts` are those of the kind; no personal values.
void tell(store::Transaction& tx, const store::Member& member, NoticeKind kind, const audit::Object& facts);

/// Every active member but the one who did it. When `roles` is not empty: only who holds at least one of them.
struct Audience {
  TeamId team;
  MemberId except;
  policy::RoleSet roles;
};
void tell_team(store::Transaction& tx, const Audience& audience, NoticeKind kind, const audit::Object& facts);

}  // namespace rolecall::service
