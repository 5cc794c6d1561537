// What is said to people about every row of cases/: the explanation and the remedy as a committed file, reviewed as text.
#include <gtest/gtest.h>

#include "case_file.h"
#include "facts.h"
#include "policy/explain.h"

namespace rolecall::policy::testing {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string said_about(const Case& row) {
  const Explanation said = explain(decide(row.question), row.question);
  std::string text = row.file + ": " + row.that + "\n    " + said.explanation + "\n";
  if (!said.remedy) return text;
  text += "    " + said.remedy->text + " (" + joined(said.remedy->who);
  return text + (said.remedy->action.empty() ? "" : ": " + said.remedy->action) + ")\n";
}

TEST(Sentences, AboutEveryRowAreAsCommitted) {
  std::string text = "Written by policy_tests with ROLECALL_REGENERATE=1 in the environment; never edited by hand.\n\n";
  for (const Case& row : load_cases()) text += said_about(row);
  EXPECT_TRUE(equals_generated_file("tests/policy/golden/sentences.txt", text))
      << "run policy_tests with ROLECALL_REGENERATE=1 and review the difference as text";
}

}  // namespace
}  // namespace rolecall::policy::testing
