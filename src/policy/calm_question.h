// Questions to start from: nothing stands in the way and nothing is open, so that what is added alone makes the answer. For
// explanations on the command line and for tests; no request is decided from here.
#pragma once

#include "policy/question.h"

namespace rolecall::policy {

/// The kind that an action is asked on where it may be asked on several: the resource itself rather than its team.
[[nodiscard]] ResourceKind natural_kind(Action);

/// An active member without roles, freshly signed in, in a team with every feature that demands no second factor and has Session
/// View off, asking on a known resource that nothing has opened to the member and on which no guard stands.
[[nodiscard]] Question calm_question(Action);

/// Makes the scope hold on the resource, as far as the resource itself can; `viewed` and `team` need nothing of it.
void open_scope(Resource&, Scope);

/// Session View on, for every role, transcripts included.
[[nodiscard]] SessionViewFacts view_for_all_roles();

}  // namespace rolecall::policy
