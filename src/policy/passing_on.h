// What shares and delegations pass on: nothing that their maker may not do himself (SPEC section 2, above_own_rights).
#pragma once

#include "policy/question.h"

namespace rolecall::policy {

/// The highest level of a share that lets its receiver do nothing which the subject may not do. `held_in` says what is shared:
/// what is the subject's own (Scope::own), or what is shared with him in full (Scope::shared_full). Whether he may share at all
/// is not asked here.
[[nodiscard]] ShareLevel highest_share(const Subject&, Scope held_in);

/// The highest level that the question may ask for: as the session's clinician, or by the share that the subject has.
[[nodiscard]] ShareLevel highest_share(const Question&);

/// Whether a delegation of what is his own would let the assistant do nothing which the subject may not do.
[[nodiscard]] bool covers_delegation(const Subject&);

}  // namespace rolecall::policy
