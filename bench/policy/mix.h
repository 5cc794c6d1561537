// The questions that decisions are measured on: every action, by every set of roles, in every scope, with and without what
// guards it. Facts only; nothing is loaded.
#pragma once

#include <vector>

#include "policy/question.h"

namespace rolecall::bench {

/// `count` questions drawn from all of them with a fixed seed, in a mixed order.
[[nodiscard]] std::vector<policy::Question> mixed_questions(std::size_t count);

}  // namespace rolecall::bench
