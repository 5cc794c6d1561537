// GET …/sessions/{session}/access: who can open a session, now or at a past instant, and for everybody else why not (SPEC section
// 8.2). Shows no content.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/access/ruleset.h"
#include "service/access/session_rights.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/member.h"

namespace rolecall::service {

/// Those who can open it come first, each part by name.
enum class AccessPart { can_open, cannot };

/// Where a page ends. Every page of a walk is about the instant of its first, so that nobody who gains or loses something
/// meanwhile moves past the reader.
struct AccessPosition {
  Instant at;
  AccessPart part = AccessPart::can_open;
  std::string name_key;
  MemberId member;
};

struct ReadSessionAccess {
  TeamId team;
  SessionId session;
  std::optional<Instant> at;  // nothing: now
  std::optional<AccessPosition> after;
  int limit = 50;
};

/// A custom role, called as it is now, also when it was deleted since.
struct RoleName {
  RoleId id;
  std::string name;
};

struct MemberAccess {
  store::Member member;
  policy::ActionSet actions;  // all that he may do with it; empty when he cannot open it
  policy::Question question;
  policy::Decision because;             // how he reads it, or why he does not
  std::optional<RoleName> custom_role;  // that gives the grant, where no other role does
};

struct SessionAccess {
  Instant at;
  PolicyTable table = PolicyTable::same;  // whether that of then is that which answers
  std::vector<MemberAccess> members;      // active and suspended ones
  std::optional<AccessPosition> next;     // nothing on the last page
};

/// Each answer is the policy's for that member; no page asks it about everybody. Who may ask is decided by the present. Errors:
/// unauthenticated, not_found, denied (session.access.read); invalid at `/at`, as load_session_then has it.
[[nodiscard]] Result<SessionAccess> read_session_access(store::Transaction& tx, const Environment& environment,
                                                        const store::Credential& credential, const ReadSessionAccess& request);

}  // namespace rolecall::service
