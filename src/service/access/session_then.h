// One session with its team as they were at an instant, for questions about who could open it. The present is the instant now, so
// that both are answered alike.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/result.h"
#include "policy/question.h"
#include "service/access/ruleset.h"
#include "service/environment.h"
#include "store/past_members.h"
#include "store/past_session.h"
#include "store/past_team.h"
#include "store/session.h"

namespace rolecall::service {

struct SessionThen {
  Instant at;
  store::Session session;  // without its content
  store::PastTeam team;
  policy::TeamFacts facts;  // of the team, for whomever
  PolicyTable table = PolicyTable::same;
  std::map<MemberId, store::Given> related;
};

/// `at`: nothing for now. INVARIANT: the caller was permitted to know who may open sessions of his team. Error: invalid at `/at`
/// for the future, for what was before the session, and for an instant of which a fact was not kept.
[[nodiscard]] Result<SessionThen> load_session_then(store::Transaction& tx, const Environment& environment,
                                                    const store::Team& team, const store::Session& session,
                                                    std::optional<Instant> at);

/// Could this member read it then? Login guards count as met (SPEC section 2).
[[nodiscard]] policy::Question ask_then(const SessionThen& then, const store::PastMember& member);

/// The first by id of the member's custom roles that gave him the grant on it then: where Session View opened it to roles, one of
/// its audience. Nothing when none did.
[[nodiscard]] std::optional<RoleId> custom_role_giving(const SessionThen& then, const store::PastMember& member,
                                                       policy::GrantId grant);

/// The roles of which any one opened it by Session View: other roles take nothing from who holds one (SPEC section 2,
/// invariant 6), so such members need not be asked about to be found.
[[nodiscard]] store::PastRoles viewing_roles(store::Transaction& tx, const SessionThen& then);

/// Who may have been able to open it otherwise, by id: those to whom something was given, and those whom Session View names.
[[nodiscard]] std::vector<MemberId> candidates(const SessionThen& then);

}  // namespace rolecall::service
