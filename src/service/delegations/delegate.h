// A clinician lets an assistant work on his sessions for a time; both see it and either ends it (SPEC section 4).
#pragma once

#include <vector>

#include "policy/action.h"
#include "policy/question.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/delegations.h"
#include "store/member.h"

namespace rolecall::service {

enum class DelegationState { planned, in_force, over, ended };
[[nodiscard]] DelegationState state_of(const store::Delegation& delegation, Instant now);

struct DelegationView {
  store::Delegation delegation;
  DelegationState state = DelegationState::planned;
  policy::ActionSet allowed_actions;  // of the caller: what ends it, while there is something to end
};

struct Delegate {
  TeamId team;
  MemberId assistant;
  Instant from;  // counts from now on when it lies in the past
  Instant to;    // exclusive
};

/// Of the caller's own sessions. Errors: unauthenticated, not_found, denied (delegation.manage), invalid at `/assistant` (no
/// other active member with the role) or `/to` (not after `from` and now).
[[nodiscard]] Result<DelegationView> delegate_sessions(store::Transaction& tx, const Environment& environment,
                                                       const store::Credential& credential, const Delegate& request);

/// Those that the caller has given or received, newest first. Errors: unauthenticated, not_found, denied.
[[nodiscard]] Result<std::vector<DelegationView>> list_delegations(store::Transaction& tx, const Environment& environment,
                                                                   const store::Credential& credential, const TeamId& team,
                                                                   const store::DelegationPage& page);

/// By the clinician or the assistant. Errors: unauthenticated, not_found (also for everybody else), denied, conflict
/// (`delegation_over`).
[[nodiscard]] Result<Done> end_delegation(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const TeamId& team, const DelegationId& id);

/// When a member has left: all that he gave or received; how many. Asks for no rights; each has its own audit row with the system
/// as actor.
std::int64_t end_delegations_of(store::Transaction& tx, const store::Member& member, store::SystemReason reason);

/// When a member's rights have become these: what he gave and may give no longer, and what he received when he is no assistant
/// any more; how many. As above.
std::int64_t end_lost_delegations(store::Transaction& tx, const store::Member& member, const policy::Subject& rights);
/// How many end_lost_delegations would end.
[[nodiscard]] std::int64_t delegations_that_would_end(store::Transaction& tx, const store::Member& member,
                                                      const policy::Subject& rights);

}  // namespace rolecall::service
