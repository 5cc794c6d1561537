#include "policy/fact_words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace rolecall::policy::testing {
namespace {

TEST(FactWords, ThatNobodyKnowsAreRefusedWithThoseThatAreKnown) {
  Question question;
  EXPECT_EQ(set_fact(question, "colour", "red").error().detail.find("unknown fact `colour`; known: roles, custom, owner, "), 0U);
  EXPECT_EQ(set_fact(question, "note", "lost").error().detail, "unknown note `lost`; known: unsigned, signed");
  EXPECT_EQ(set_fact(question, "roles", "clinician,boss").error().detail,
            "unknown roles `boss`; known: clinician, administrator, assistant, template_manager");
  EXPECT_FALSE(set_fact(question, "hold", "none,placed")) << "one word is said of most facts";
}

TEST(FactWords, OfEveryFactCanBeSaid) {
  for (const FactWords& fact : fact_words())
    for (const std::string& word : fact.words) {
      Question question;
      EXPECT_TRUE(set_fact(question, fact.name, word)) << fact.name << "=" << word;
    }
}

TEST(FactWords, OfTwoTheSecondAloneMakesTrue) {
  const std::vector<std::pair<std::string_view, bool (*)(const Question&)>> facts{
      {"owner", [](const Question& q) { return q.subject.owner; }},
      {"team", [](const Question& q) { return q.team.deleted; }},
      {"trial", [](const Question& q) { return q.team.trial_used; }},
      {"mfa", [](const Question& q) { return q.team.require_mfa; }},
      {"emergency_access", [](const Question& q) { return q.team.emergency_access_enabled; }},
      {"transcripts", [](const Question& q) { return q.team.session_view.include_transcripts; }},
      {"resource", [](const Question& q) { return q.resource.known; }},
      {"template", [](const Question& q) { return q.resource.personal_template; }},
      {"target", [](const Question& q) { return q.resource.target_is_owner; }},
      {"restriction", [](const Question& q) { return q.resource.restricted; }},
      {"note", [](const Question& q) { return q.resource.note_signed; }},
      {"hold", [](const Question& q) { return q.resource.legal_hold; }},
      {"retention", [](const Question& q) { return q.resource.retention_expired; }},
      {"opened_by", [](const Question& q) { return q.resource.accessed_by_subject; }},
      {"delegates", [](const Question& q) { return q.request.delegates; }},
  };
  for (const auto& [name, holds] : facts) {
    const auto fact = std::ranges::find(fact_words(), name, &FactWords::name);
    ASSERT_NE(fact, fact_words().end()) << name;
    ASSERT_EQ(fact->words.size(), 2U) << name;
    Question question;
    for (const std::size_t word : {1U, 0U, 1U}) {
      ASSERT_TRUE(set_fact(question, name, fact->words[word]));
      EXPECT_EQ(holds(question), word == 1) << name << "=" << fact->words[word];
    }
  }
}

TEST(FactWords, OfSessionViewSayForWhomItIs) {
  const auto view_of = [](std::string_view word) {
    Question question;
    EXPECT_TRUE(set_fact(question, "custom", "note.read own"));
    EXPECT_TRUE(set_fact(question, "session_view", word));
    return question.team.session_view;
  };
  const auto roles_of = [&](std::string_view word) { return view_of(word).audience_roles; };
  EXPECT_FALSE(view_of("disabled").enabled);
  for (const char* word : {"on_for_nobody", "on_for_administrators", "on_for_clinicians", "on_for_all_roles", "on_for_the_member",
                           "on_for_the_custom_role"}) {
    EXPECT_TRUE(view_of(word).enabled) << word;
    EXPECT_EQ(view_of(word).names_subject, word == std::string_view("on_for_the_member")) << word;
    EXPECT_EQ(view_of(word).audience_custom.size(), word == std::string_view("on_for_the_custom_role") ? 1U : 0U) << word;
  }
  EXPECT_EQ(roles_of("on_for_administrators"), RoleSet{Role::administrator});
  EXPECT_EQ(roles_of("on_for_clinicians"), RoleSet{Role::clinician});
  EXPECT_EQ(roles_of("on_for_all_roles"), RoleSet::all());
  for (const char* word : {"on_for_nobody", "on_for_the_member", "on_for_the_custom_role"})
    EXPECT_TRUE(roles_of(word).empty()) << word;
}

TEST(FactWords, OfWhatIsGivenAddUpAndNothingIsAnEmptySet) {
  Question question;
  ASSERT_TRUE(set_fact(question, "gives", "nothing"));
  ASSERT_TRUE(question.request.roles);
  EXPECT_TRUE(question.request.roles->roles.empty());
  EXPECT_FALSE(question.request.roles->owner);
  ASSERT_TRUE(set_fact(question, "gives", "clinician,template_manager"));
  EXPECT_EQ(question.request.roles->roles, (RoleSet{Role::clinician, Role::template_manager}));
  EXPECT_FALSE(question.request.roles->owner);
  ASSERT_TRUE(set_fact(question, "gives_custom", "note.read own"));
  ASSERT_TRUE(set_fact(question, "gives", "owner"));
  EXPECT_TRUE(question.request.roles->owner);
  EXPECT_EQ(question.request.roles->roles.size(), 2U);
  EXPECT_EQ(question.request.roles->custom.size(), 1U);
}

TEST(FactWords, OfStatesBeginOutside) {
  Question question;
  ASSERT_TRUE(set_fact(question, "state", "invited"));
  EXPECT_EQ(question.subject.state, MemberState::invited);
  ASSERT_TRUE(set_fact(question, "state", "outside"));
  EXPECT_EQ(question.subject.state, std::nullopt);
}

}  // namespace
}  // namespace rolecall::policy::testing
