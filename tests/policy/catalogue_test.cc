// What every rule owes people: an explanation and, where anybody can change the answer, a remedy; both sentences that name
// nothing that only the code knows.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "policy/explain.h"
#include "random_question.h"

namespace rolecall::policy::testing {
namespace {

/// Every explanation and every remedy that random questions bring up, by rule.
struct Said {
  std::map<Rule, std::set<std::string>> explanations, remedies;
};

const Said& said() {
  static const Said all = [] {
    Said found;
    RandomQuestions questions(12);
    for (int round = 0; round < 300'000; ++round) {
      const Question question = questions.next();
      const Decision decision = decide(question);
      const Explanation explanation = explain(decision, question);
      found.explanations[decision.rule].insert(explanation.explanation);
      if (explanation.remedy) found.remedies[decision.rule].insert(explanation.remedy->text);
    }
    return found;
  }();
  return all;
}

bool is_sentence(std::string_view text) {
  return text.size() >= 8 && std::isupper(static_cast<unsigned char>(text.front())) != 0 && text.ends_with('.') &&
         text.find("  ") == std::string_view::npos && std::ranges::count(text, ' ') >= 2;
}

/// Names of actions, scopes, rules and roles as the API has them, and whatever else no sentence contains.
bool names_internals(std::string_view text) {
  if (text.find_first_of("_`{}<>=/") != std::string_view::npos || text.find("::") != std::string_view::npos) return true;
  return std::ranges::any_of(all_actions, [&](const ActionEntry& entry) { return text.find(entry.name) != text.npos; });
}

TEST(Catalogue, EveryRuleHasAnExplanation) {
  for (const RuleEntry& rule : all_rules) EXPECT_TRUE(said().explanations.contains(rule.rule)) << rule.name;
}

TEST(Catalogue, EveryRuleButTheTwoThatNobodyChangesHasARemedy) {
  for (const RuleEntry& rule : all_rules) {
    const bool is_final = rule.rule == Rule::granted || rule.rule == Rule::not_found;
    EXPECT_EQ(said().remedies.contains(rule.rule), !is_final) << rule.name;
  }
}

TEST(Catalogue, EveryExplanationAndRemedyIsASentenceThatNamesNoInternals) {
  for (const auto* texts : {&said().explanations, &said().remedies})
    for (const auto& [rule, sentences] : *texts)
      for (const std::string& sentence : sentences) {
        EXPECT_TRUE(is_sentence(sentence)) << sentence;
        EXPECT_FALSE(names_internals(sentence)) << sentence;
      }
}

TEST(Catalogue, EachSettingNeedsTheFeatureThatTheSpecificationGivesIt) {
  EXPECT_EQ(feature_for_setting(Setting::session_view), Feature::session_view);
  for (const Setting setting : {Setting::require_mfa, Setting::consent_prompt, Setting::content_footer, Setting::retention_days})
    EXPECT_EQ(feature_for_setting(setting), Feature::team_policies) << static_cast<int>(setting);
  EXPECT_EQ(feature_for_setting(Setting::emergency_access), std::nullopt);
}

}  // namespace
}  // namespace rolecall::policy::testing
