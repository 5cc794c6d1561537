// What following a remedy changes, said from SPEC sections 3 to 6 and 8 and not from src/policy/remedy.cc: who does what, and how
// the facts stand afterwards. Decides nothing.
#pragma once

#include <vector>

#include "policy/decide.h"
#include "policy/remedy.h"

namespace rolecall::policy::testing {

/// One way to follow a remedy.
struct RemedyStep {
  /// What the person who is named asks, as himself; none where whoever asked helps himself outside the policy.
  std::optional<Question> act;
  /// The question asked again afterwards; none where the act takes its place ("can do this", "can write an addendum instead").
  std::optional<Question> after;
};

/// Every way: each person that the remedy names, and each role where a role is to be given.
/// INVARIANT: `choice` is the remedy of the denied `question`, whose rule is `rule`.
[[nodiscard]] std::vector<RemedyStep> steps_of(const RemedyChoice& choice, Rule rule, const Question& question);

/// The single changes that somebody in the team could make to a session or a setting, each made to the question; for questions
/// that name no remedy. Not among them: a further role where one already names the action, and giving the resource itself away.
[[nodiscard]] std::vector<Question> single_changes(const Question& question);

}  // namespace rolecall::policy::testing
