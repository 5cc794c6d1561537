// Reads the tables under tests/policy/cases/: one row is one question and the decision that SPEC demands.
// The keys are described in cases/README.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "policy/decide.h"

namespace rolecall::policy::testing {

struct Case {
  std::string file;
  std::string that;                          // the sentence
  std::map<std::string, std::string> facts;  // every key but `that`, `expect`, `rule` and `grant`
  Question question;
  Effect effect{};
  Rule rule{};
  std::optional<Holder> holder;  // of a permit's grant, where the row says so
  std::optional<Scope> scope;    // of a permit's grant, where the row says so
};

/// Every row of every file. Throws with file and sentence on an unknown key or word.
[[nodiscard]] std::vector<Case> load_cases();

}  // namespace rolecall::policy::testing
