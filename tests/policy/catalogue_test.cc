// What every rule owes people: an explanation and, where anybody can change the answer, a remedy; both sentences that name
// nothing that only the code knows.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "policy/explain.h"
#include "policy/fact_words.h"
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

TEST(FactWords, ThatNobodyKnowsAreRefusedWithThoseThatAreKnown) {
  Question question;
  EXPECT_EQ(set_fact(question, "colour", "red").error().detail.find("unknown fact `colour`; known: roles, custom, owner, "), 0U);
  EXPECT_EQ(set_fact(question, "note", "lost").error().detail, "unknown note `lost`; known: unsigned, signed");
  EXPECT_EQ(set_fact(question, "roles", "clinician,boss").error().detail,
            "unknown roles `boss`; known: clinician, administrator, assistant, template_manager");
}

TEST(FactWords, OfEveryFactCanBeSaid) {
  for (const FactWords& fact : fact_words())
    for (const std::string& word : fact.words) {
      Question question;
      EXPECT_TRUE(set_fact(question, fact.name, word)) << fact.name << "=" << word;
    }
}

}  // namespace
}  // namespace rolecall::policy::testing
