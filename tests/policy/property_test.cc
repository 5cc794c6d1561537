// Properties of every decision, on random questions with fixed seeds.
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "facts.h"
#include "random_question.h"

namespace rolecall::policy::testing {
namespace {

constexpr int random_rounds = 200'000;

TEST(Properties, APermitNamesAGrantOfItsActionThatTheSubjectHolds) {
  RandomQuestions questions(1);
  int permits = 0;
  for (int round = 0; round < random_rounds; ++round) {
    const Question question = questions.next();
    const Decision decision = decide(question);
    ASSERT_EQ(decision.permitted(), decision.grant.has_value());
    ASSERT_EQ(decision.permitted(), decision.rule == Rule::granted);
    if (!decision.grant) continue;
    ++permits;
    const Grant& grant = grant_at(decision.grant->id);
    ASSERT_EQ(grant.action, question.action);
    ASSERT_TRUE(grants_of(question.subject).has(decision.grant->id));
    ASSERT_TRUE(scopes_held(question.subject, question.action).has(grant.scope));
    ASSERT_TRUE(decision.grant->holder == Holder::custom || grant.holders.has(decision.grant->holder));
  }
  EXPECT_GT(permits, random_rounds / 20) << "too few permits for the property to mean anything";
}

TEST(Properties, APermitNamesTheNearestScopeThatReaches) {
  RandomQuestions questions(2);
  for (int round = 0; round < random_rounds; ++round) {
    Question question = questions.next();
    const Decision decision = decide(question);
    if (!decision.grant) continue;
    const Scope scope = grant_at(decision.grant->id).scope;
    if (scope == Scope::own) continue;
    EXPECT_FALSE(question.resource.own && question.resource.kind != ResourceKind::template_ &&
                 scopes_held(question.subject, question.action).has(Scope::own) &&
                 entry_of(question.action).asked_on.has(question.resource.kind));
  }
}

TEST(Properties, AllowedActionsAreThoseThatDecidePermits) {
  RandomQuestions questions(3);
  for (int round = 0; round < 2'000; ++round) {
    Question question = questions.next();
    const ActionSet allowed = allowed_actions(question);
    for (const ActionEntry& entry : all_actions) {
      question.action = entry.action;
      const bool expected = entry.asked_on.has(question.resource.kind) && decide(question).permitted();
      ASSERT_EQ(allowed.has(entry.action), expected) << entry.name;
    }
  }
}

TEST(Properties, WithoutTheGrantsOfAnActionItIsNeverPermitted) {
  RandomQuestions questions(4);
  for (int round = 0; round < random_rounds; ++round) {
    const Question question = questions.next();
    if (!scopes_held(question.subject, question.action).empty()) continue;
    ASSERT_FALSE(decide(question).permitted());
  }
}

TEST(Properties, AnApiKeyNeverDoesWhatItsMakerMayNot) {
  RandomQuestions questions(5);
  for (int round = 0; round < random_rounds; ++round) {
    Question question = questions.next();
    question.subject.via = Via::api_key;
    if (!decide(question).permitted()) continue;
    question.subject.via = Via::browser;
    const Rule rule = decide(question).rule;
    ASSERT_TRUE(rule == Rule::granted || rule == Rule::owner_cannot_leave) << name_of(question.action);
  }
}

/// Setting any single fact back to what it is when nobody loads it.
const std::vector<std::function<void(Question&)>>& forgotten_facts() {
  static const std::vector<std::function<void(Question&)>> facts{
      [](Question& q) { q.subject.state = Subject{}.state; },
      [](Question& q) { q.subject.roles = {}; },
      [](Question& q) { q.subject.custom = {}; },
      [](Question& q) { q.subject.sign_in = Subject{}.sign_in; },
      [](Question& q) { q.subject.second_factor = Subject{}.second_factor; },
      [](Question& q) { q.team.deleted = TeamFacts{}.deleted; },
      [](Question& q) { q.team.features = {}; },
      [](Question& q) { q.team.trial_used = TeamFacts{}.trial_used; },
      [](Question& q) { q.team.require_mfa = TeamFacts{}.require_mfa; },
      [](Question& q) { q.team.emergency_access_enabled = TeamFacts{}.emergency_access_enabled; },
      [](Question& q) { q.team.session_view = {}; },
      [](Question& q) { q.resource.known = Resource{}.known; },
      [](Question& q) { q.resource.own = Resource{}.own; },
      [](Question& q) { q.resource.delegated = Resource{}.delegated; },
      [](Question& q) { q.resource.share = Resource{}.share; },
      [](Question& q) { q.resource.restricted = Resource{}.restricted; },
      [](Question& q) { q.resource.authored = Resource{}.authored; },
      [](Question& q) { q.resource.emergency_open = Resource{}.emergency_open; },
      [](Question& q) { q.resource.note_signed = Resource{}.note_signed; },
      [](Question& q) { q.resource.legal_hold = Resource{}.legal_hold; },
      [](Question& q) { q.resource.retention_expired = Resource{}.retention_expired; },
      [](Question& q) { q.resource.target_is_owner = Resource{}.target_is_owner; },
      [](Question& q) { q.resource.accessed_by_subject = Resource{}.accessed_by_subject; },
  };
  return facts;
}

TEST(Properties, AFactThatNobodyLoadedNeverLetsAnybodyIn) {
  RandomQuestions questions(6);
  for (int round = 0; round < 20'000; ++round) {
    const Question question = questions.next();
    if (decide(question).permitted()) continue;
    for (const auto& forget : forgotten_facts()) {
      Question poorer = question;
      forget(poorer);
      ASSERT_FALSE(decide(poorer).permitted()) << name_of(question.action);
    }
  }
}

/// Draws anew the facts that belong to resources of other kinds.
void redraw_foreign_facts(Resource& resource, const Resource& drawn) {
  const ResourceKind kind = resource.kind;
  Resource mixed = drawn;
  mixed.kind = kind;
  mixed.known = resource.known;
  mixed.own = resource.own;
  mixed.delegated = resource.delegated;
  if (kind == ResourceKind::template_) mixed.personal_template = resource.personal_template;
  if (kind == ResourceKind::member) mixed.target_is_owner = resource.target_is_owner;
  if (kind == ResourceKind::emergency) mixed.accessed_by_subject = resource.accessed_by_subject;
  if (kind == ResourceKind::note) mixed.note_signed = resource.note_signed;
  if (kind == ResourceKind::document) mixed.authored = resource.authored;
  const bool is_content = kind == ResourceKind::session || kind == ResourceKind::transcript || kind == ResourceKind::note ||
                          kind == ResourceKind::document;
  if (is_content) {
    mixed.share = resource.share;
    mixed.restricted = resource.restricted;
    mixed.emergency_open = resource.emergency_open;
    mixed.legal_hold = resource.legal_hold;
    mixed.retention_expired = resource.retention_expired;
  }
  resource = mixed;
}

TEST(Properties, AFactOfAnotherKindOfResourceChangesNothing) {
  RandomQuestions questions(8);
  RandomQuestions other(9);
  for (int round = 0; round < random_rounds; ++round) {
    Question question = questions.next();
    if (round % 4 == 0) question.resource.kind = static_cast<ResourceKind>(round / 4 % static_cast<int>(resource_kind_count));
    const Decision decision = decide(question);
    redraw_foreign_facts(question.resource, other.next().resource);
    ASSERT_EQ(decide(question), decision) << name_of(question.action) << " on " << name_of(question.resource.kind);
  }
}

TEST(Properties, AQuestionWithoutFactsIsNotFound) {
  for (const ActionEntry& entry : all_actions) EXPECT_EQ(decide(Question{.action = entry.action}).rule, Rule::not_found);
}

}  // namespace
}  // namespace rolecall::policy::testing
