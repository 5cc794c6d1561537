// The guards of SPEC section 2: what denies although a grant is held. Internal to policy/; knows no scopes.
#pragma once

#include <optional>

#include "policy/question.h"

namespace rolecall::policy {

/// Whether the subject may learn that the resource exists at all.
[[nodiscard]] bool is_within_sight(const Question&);

/// The first guard about the subject and its login that stands, if any.
[[nodiscard]] std::optional<Rule> subject_guard(const Question&);

/// The first guard about what is asked that stands, if any, in the order of SPEC section 2.
[[nodiscard]] std::optional<Rule> request_guard(const Question&);

/// Leaving, suspending and removing: what not even the owner does to the owner.
[[nodiscard]] bool ends_membership(Action);

/// Whether a key asks for what keys never do.
[[nodiscard]] bool is_denied_to_key(const Question&);

/// The features that the question needs and that neither plan nor trial opens.
[[nodiscard]] constexpr FeatureSet missing_features(const Question& question) {
  return (entry_of(question.action).needs | question.request.features) - question.team.features;
}

}  // namespace rolecall::policy
