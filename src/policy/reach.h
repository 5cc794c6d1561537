// From facts to scopes: which columns a subject holds a grant by, and whether the grant's scope holds on the resource.
// Internal to policy/; knows no guards.
#pragma once

#include "policy/custom_role.h"
#include "policy/question.h"

namespace rolecall::policy {

/// A session and what hangs on it: what shares, Session View and the guards about content are for.
inline constexpr ResourceKinds clinical_content{ResourceKind::session, ResourceKind::transcript, ResourceKind::note,
                                                ResourceKind::document};

/// Whether ownership counts: an owner's API key holds roles, never the ownership (SPEC section 3).
[[nodiscard]] constexpr bool acts_as_owner(const Subject& subject) { return subject.owner && subject.via != Via::api_key; }

/// The columns of the table that the subject holds; never `custom`.
[[nodiscard]] constexpr HolderSet columns_held(const Subject& subject) {
  HolderSet held = columns_of(subject.roles) | HolderSet{Holder::member};
  if (acts_as_owner(subject)) held.add(Holder::owner);
  return held;
}

/// By which columns, or a custom role, the subject holds this grant; empty when not at all.
[[nodiscard]] constexpr HolderSet holders_of(const Subject& subject, GrantId id) {
  HolderSet held = grant_at(id).holders & columns_held(subject);
  if (subject.custom.has(id) && assignable_to_custom_role(id)) held.add(Holder::custom);
  return held;
}

/// Those of `holders_of` by which the grant reaches the resource of the question.
[[nodiscard]] HolderSet holders_reaching(const Question&, GrantId);

/// The rule of a deny where the action is held, no guard stands, and no scope holds.
[[nodiscard]] Rule scope_obstacle(const Question&);

/// Whether no role and no membership grants the action, only ownership.
[[nodiscard]] bool is_of_owner_alone(Action);

/// Whether a share of a higher level than the present one would reach the action.
/// INVARIANT: the question is denied for want of a scope, so the present level does not.
[[nodiscard]] bool reached_by_higher_share(const Question&);

}  // namespace rolecall::policy
