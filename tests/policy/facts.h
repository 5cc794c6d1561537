// Questions for the tests: a calm starting point in which nothing stands in the way, and the words of plans and scopes.
#pragma once

#include <string>
#include <string_view>

#include "policy/decide.h"

namespace rolecall::policy::testing {

/// An active member without roles, freshly signed in, in an Enterprise team that demands no second factor and has Session
/// View off, asking on a known resource that nothing has opened to the member and on which no guard stands.
[[nodiscard]] Question calm_question(Action);

/// The kind that an action is asked on where it may be asked on several: the resource itself rather than its team.
[[nodiscard]] ResourceKind natural_kind(Action);

/// The features of a plan of SPEC section 6 by its id. INVARIANT: one of free, pro, together, enterprise.
[[nodiscard]] FeatureSet features_of_plan(std::string_view plan);

/// Makes the scope hold on the resource, as far as the resource itself can; `viewed` and `team` need nothing of it.
void open_scope(Resource&, Scope);

/// Session View on, for every role, transcripts included.
[[nodiscard]] SessionViewFacts view_for_all_roles();

/// What stands in a file of the project, by its path from the root.
[[nodiscard]] std::string text_of_file(std::string_view path);

/// Whether this generated file holds this text; it is written first when ROLECALL_REGENERATE is set.
[[nodiscard]] bool equals_generated_file(std::string_view path, std::string_view text);

}  // namespace rolecall::policy::testing
