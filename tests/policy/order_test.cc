// Which of several rules is named: the order of SPEC section 2. Everything stands in the way at first; one thing after the
// other is put right, and the next rule has to come up each time.
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "facts.h"

namespace rolecall::policy::testing {
namespace {

struct Step {
  Rule rule;  // what is named before this step
  std::function<void(Question&)> put_right;
};

void expect_order(Question question, const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    EXPECT_EQ(name_of(decide(question).rule), name_of(step.rule));
    step.put_right(question);
  }
  EXPECT_TRUE(decide(question).permitted()) << name_of(decide(question).rule);
}

/// Nobody knows the subject, the resource or its rights.
Question hopeless(Action action) {
  Question question = calm_question(action);
  question.subject = {.state = std::nullopt};
  question.team.require_mfa = true;
  question.team.features = {};
  question.resource.known = false;
  return question;
}

std::vector<Step> with_subject_steps(RoleSet roles, std::vector<Step> later) {
  std::vector<Step> steps{
      {Rule::not_found, [](Question& q) { q.subject.state = MemberState::suspended; }},
      {Rule::not_found, [](Question& q) { q.resource.known = true; }},
      {Rule::subject_not_active, [](Question& q) { q.subject.state = MemberState::active; }},
      {Rule::sign_in_again, [](Question& q) { q.subject.sign_in = SignIn::current; }},
      {Rule::mfa_required, [](Question& q) { q.subject.second_factor = SecondFactor::used; }},
      {Rule::no_grant, [roles](Question& q) { q.subject.roles = roles; }},
  };
  steps.insert(steps.end(), later.begin(), later.end());
  return steps;
}

TEST(RuleOrder, OfGivingRolesToTheOwner) {
  Question question = hopeless(Action::role_assign);
  question.resource.target_is_owner = true;
  question.request.roles = RoleRequest{.owner = true};
  question.request.features = {Feature::custom_roles};
  expect_order(
      question,
      with_subject_steps({Role::administrator},
                         {{Rule::owner_protected, [](Question& q) { q.subject.owner = true; }},
                          {Rule::owner_keeps_administrator, [](Question& q) { q.request.roles->roles = {Role::administrator}; }},
                          {Rule::above_own_rights, [](Question& q) { q.request.roles->owner = false; }},
                          {Rule::plan_lacks_feature, [](Question& q) { q.team.features = FeatureSet::all(); }}}));
}

TEST(RuleOrder, OfRemovingTheOwner) {
  Question question = hopeless(Action::member_remove);
  question.resource.target_is_owner = true;
  expect_order(question,
               with_subject_steps({Role::administrator},
                                  {{Rule::owner_protected, [](Question& q) { q.subject.owner = true; }},
                                   {Rule::owner_cannot_leave, [](Question& q) { q.resource.target_is_owner = false; }}}));
}

TEST(RuleOrder, OfDeletingASignedNoteUnderLegalHold) {
  Question question = hopeless(Action::note_delete);
  question.resource.note_signed = question.resource.legal_hold = true;
  question.resource.share = ShareLevel::view;
  question.request.features = {Feature::team_policies};
  expect_order(question, with_subject_steps({Role::clinician},
                                            {{Rule::plan_lacks_feature, [](Question& q) { q.team.features = FeatureSet::all(); }},
                                             {Rule::note_signed, [](Question& q) { q.resource.note_signed = false; }},
                                             {Rule::legal_hold, [](Question& q) { q.resource.legal_hold = false; }},
                                             {Rule::share_level_too_low, [](Question& q) { q.resource.share = {}; }},
                                             {Rule::not_own, [](Question& q) { q.resource.own = true; }}}));
}

TEST(RuleOrder, OfChangingASignedNoteWhoseTimeHasPassed) {
  Question question = hopeless(Action::note_update);
  question.resource.note_signed = question.resource.retention_expired = true;
  expect_order(question, with_subject_steps({Role::clinician},
                                            {{Rule::note_signed, [](Question& q) { q.resource.note_signed = false; }},
                                             {Rule::retention_expired, [](Question& q) { q.resource.retention_expired = false; }},
                                             {Rule::not_own, [](Question& q) { q.resource.own = true; }}}));
}

TEST(RuleOrder, OfReadingATranscriptThroughSessionView) {
  Question question = hopeless(Action::transcript_read);
  question.subject.second_factor = SecondFactor::none;
  question.resource.restricted = true;
  question.resource.retention_expired = true;
  std::vector<Step> steps =
      with_subject_steps({Role::administrator},
                         {{Rule::retention_expired, [](Question& q) { q.resource.retention_expired = false; }},
                          {Rule::plan_lacks_feature, [](Question& q) { q.team.features = FeatureSet::all(); }},
                          {Rule::session_view_off, [](Question& q) { q.team.session_view.enabled = true; }},
                          {Rule::not_in_audience, [](Question& q) { q.team.session_view.names_subject = true; }},
                          {Rule::session_restricted, [](Question& q) { q.resource.restricted = false; }},
                          {Rule::transcripts_not_included, [](Question& q) { q.team.session_view.include_transcripts = true; }}});
  // Every member holds this action through shares, so nobody is told `no_grant`.
  steps[5].rule = Rule::retention_expired;
  expect_order(question, steps);
}

TEST(RuleOrder, OfOpeningAnEmergencyAccessWithAKey) {
  Question question = hopeless(Action::session_emergency_access);
  question.subject.via = Via::api_key;
  question.team.emergency_access_enabled = false;
  question.request.features = {Feature::team_policies};
  std::vector<Step> steps = with_subject_steps(
      {Role::clinician}, {{Rule::above_own_rights, [](Question& q) { q.subject.via = Via::browser; }},
                          {Rule::emergency_access_off, [](Question& q) { q.team.emergency_access_enabled = true; }},
                          {Rule::plan_lacks_feature, [](Question& q) { q.team.features = FeatureSet::all(); }}});
  steps.front().put_right = [](Question& q) {
    q.subject.state = MemberState::suspended;
    q.subject.via = Via::api_key;
  };
  expect_order(question, steps);
}

TEST(RuleOrder, OfANearGrantBeforeAFarOne) {
  Question question = calm_question(Action::document_update);
  question.subject.roles = RoleSet::all();
  question.resource.authored = question.resource.own = true;
  question.resource.share = ShareLevel::full;
  const auto scope_named = [&question] { return name_of(grant_at(decide(question).grant->id).scope); };
  EXPECT_EQ(scope_named(), "own");
  question.resource.own = false;
  EXPECT_EQ(scope_named(), "authored");
  question.resource.authored = false;
  EXPECT_EQ(scope_named(), "shared_edit");
}

TEST(RuleOrder, OfSharedBeforeViewedBeforeEmergency) {
  Question question = calm_question(Action::note_read);
  question.subject.roles = RoleSet::all();
  question.team.session_view = view_for_all_roles();
  question.resource.emergency_open = question.resource.delegated = true;
  question.resource.share = ShareLevel::view;
  const auto scope_named = [&question] { return name_of(grant_at(decide(question).grant->id).scope); };
  EXPECT_EQ(scope_named(), "delegated");
  question.resource.delegated = false;
  EXPECT_EQ(scope_named(), "shared_view");
  question.resource.share = ShareLevel::none;
  EXPECT_EQ(scope_named(), "viewed");
  question.resource.restricted = true;
  EXPECT_EQ(scope_named(), "emergency");
}

}  // namespace
}  // namespace rolecall::policy::testing
