// How readings name what they compare.
#pragma once

#include <string>

#include "policy/decide.h"

namespace rolecall::testing::worlds {

/// The rule, and the grant that a permit rests on.
[[nodiscard]] inline std::string words_of(const policy::Decision& decision) {
  std::string words(policy::name_of(decision.rule));
  if (!decision.grant) return words;
  const policy::Grant& grant = policy::grant_at(decision.grant->id);
  return words + " " + std::string(policy::name_of(grant.action)) + "/" + std::string(policy::name_of(grant.scope)) + " of " +
         std::string(policy::name_of(decision.grant->holder));
}

[[nodiscard]] inline std::string names_of(const policy::ActionSet& actions) {
  std::string names;
  for (const policy::Action action : actions) names += std::string(policy::name_of(action)) + " ";
  return names;
}

}  // namespace rolecall::testing::worlds
