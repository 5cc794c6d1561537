// What tests of the policy start from: the plans of the specification, and files of the project.
#pragma once

#include <string>
#include <string_view>

#include "policy/calm_question.h"
#include "policy/decide.h"

namespace rolecall::policy::testing {

/// What a session holds, and the session itself.
inline constexpr ResourceKinds content_kinds{ResourceKind::session, ResourceKind::transcript, ResourceKind::note,
                                             ResourceKind::document};

/// The features of a plan of SPEC section 6 by its id. INVARIANT: one of free, pro, together, enterprise.
[[nodiscard]] FeatureSet features_of_plan(std::string_view plan);

/// What stands in a file of the project, by its path from the root.
[[nodiscard]] std::string text_of_file(std::string_view path);

/// Whether this generated file holds this text; it is written first when ROLECALL_REGENERATE is set.
[[nodiscard]] bool equals_generated_file(std::string_view path, std::string_view text);

}  // namespace rolecall::policy::testing
