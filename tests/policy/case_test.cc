// Runs the rows of cases/*.yaml and holds them to the rule that every deny has a twin.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "case_file.h"

namespace rolecall::policy::testing {
namespace {

class PolicyCase : public ::testing::TestWithParam<Case> {};

TEST_P(PolicyCase, IsDecidedAsTheRowSays) {
  const Case& row = GetParam();
  const Decision decision = decide(row.question);
  EXPECT_EQ(name_of(decision.rule), name_of(row.rule)) << row.that;
  EXPECT_EQ(decision.effect, row.effect) << row.that;
  EXPECT_EQ(decision.grant.has_value(), row.effect == Effect::permit) << row.that;
  if (!decision.grant) return;
  EXPECT_EQ(grant_at(decision.grant->id).action, row.question.action) << row.that;
  const Holder holder = decision.grant->holder;
  const Scope scope = grant_at(decision.grant->id).scope;
  EXPECT_EQ(name_of(holder), name_of(row.holder.value_or(holder))) << row.that;
  EXPECT_EQ(name_of(scope), name_of(row.scope.value_or(scope))) << row.that;
}

std::string name_of_row(const ::testing::TestParamInfo<Case>& info) {
  std::string name = info.param.file + "_" + info.param.that;
  std::replace_if(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Tables, PolicyCase, ::testing::ValuesIn(load_cases()), name_of_row);

std::size_t differing_facts(const Case& a, const Case& b) {
  std::size_t differing = 0;
  for (const auto& [key, word] : a.facts) {
    const auto other = b.facts.find(key);
    if (other == b.facts.end() || other->second != word) ++differing;
  }
  for (const auto& [key, word] : b.facts)
    if (!a.facts.contains(key)) ++differing;
  return differing;
}

TEST(PolicyCases, EveryDenyHasATwinPermitThatDiffersInOneFact) {
  const std::vector<Case> cases = load_cases();
  for (const Case& denied : cases) {
    if (denied.effect == Effect::permit) continue;
    const bool has_twin = std::any_of(cases.begin(), cases.end(), [&](const Case& row) {
      return row.effect == Effect::permit && row.file == denied.file && differing_facts(row, denied) == 1;
    });
    EXPECT_TRUE(has_twin) << denied.file << ": " << denied.that;
  }
}

TEST(PolicyCases, EveryRuleOfADenyHasARow) {
  const std::vector<Case> cases = load_cases();
  for (const RuleEntry& entry : all_rules) {
    const bool has_row = std::any_of(cases.begin(), cases.end(), [&](const Case& row) { return row.rule == entry.rule; });
    EXPECT_TRUE(has_row) << entry.name;
  }
}

}  // namespace
}  // namespace rolecall::policy::testing
