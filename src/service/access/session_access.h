// GET …/sessions/{session}/access: who can open a session now, and for everybody else why not (SPEC section 8.2). Shows no
// content.
#pragma once

#include <optional>
#include <vector>

#include "service/access/session_rights.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/member_list.h"

namespace rolecall::service {

struct ReadSessionAccess {
  TeamId team;
  SessionId session;
  std::optional<store::MemberPosition> after;
  int limit = 50;
};

struct MemberAccess {
  store::Member member;
  policy::ActionSet actions;  // all that he may do with it; empty when he cannot open it
  policy::Question question;
  policy::Decision because;  // how he reads it, or why he does not
};

struct SessionAccess {
  Instant at;
  std::vector<MemberAccess> members;          // active and suspended ones, by name
  std::optional<store::MemberPosition> next;  // nothing on the last page
};

/// Each answer is the policy's for that member. Errors: unauthenticated, not_found, denied (session.access.read).
[[nodiscard]] Result<SessionAccess> read_session_access(store::Transaction& tx, const Environment& environment,
                                                        const store::Credential& credential, const ReadSessionAccess& request);

}  // namespace rolecall::service
