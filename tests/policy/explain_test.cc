#include "policy/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "facts.h"
#include "random_question.h"

namespace rolecall::policy::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A capital letter first, one full stop last, and no names that only the code knows.
bool is_plain_sentence(std::string_view text) {
  if (text.size() < 8 || std::isupper(static_cast<unsigned char>(text.front())) == 0 || text.back() != '.') return false;
  if (text.find_first_of("_`{}<>") != std::string_view::npos || text.find("::") != std::string_view::npos) return false;
  return std::none_of(all_actions.begin(), all_actions.end(),
                      [&](const ActionEntry& entry) { return text.find(entry.name) != std::string_view::npos; });
}

TEST(Catalogue, EverySentenceIsOne) {
  for (const RuleEntry& entry : all_rules) EXPECT_TRUE(is_plain_sentence(entry.sentence)) << entry.name;
  for (const ActionEntry& entry : all_actions) EXPECT_TRUE(is_plain_sentence(entry.sentence)) << entry.name;
  for (const RoleEntry& entry : all_roles) EXPECT_TRUE(is_plain_sentence(entry.sentence)) << entry.name;
  for (const FeatureEntry& entry : all_features) EXPECT_TRUE(is_plain_sentence(entry.sentence)) << entry.name;
  for (std::size_t i = 0; i < grant_count; ++i)
    EXPECT_TRUE(is_plain_sentence(sentence_of(static_cast<GrantId>(i)))) << sentence_of(static_cast<GrantId>(i));
}

TEST(Catalogue, EveryNameLeadsBackToItsElement) {
  for (const ActionEntry& entry : all_actions) EXPECT_EQ(action_from(entry.name), entry.action);
  for (const RoleEntry& entry : all_roles) EXPECT_EQ(role_from(entry.name), entry.role);
  for (const ScopeEntry& entry : all_scopes) EXPECT_EQ(scope_from(entry.name), entry.scope);
  for (const RuleEntry& entry : all_rules) EXPECT_EQ(rule_from(entry.name), entry.rule);
  for (const FeatureEntry& entry : all_features) EXPECT_EQ(feature_from(entry.name), entry.feature);
  EXPECT_EQ(resource_kind_from("template"), ResourceKind::template_);
  for (const std::string_view name : member_state_names) EXPECT_EQ(name_of(*member_state_from(name)), name);
}

TEST(Catalogue, AnUnknownNameIsNone) {
  EXPECT_FALSE(action_from("team.explode"));
  EXPECT_FALSE(role_from("owner"));
  EXPECT_FALSE(role_from("Clinician"));
  EXPECT_FALSE(role_from("clinician,administrator"));
  EXPECT_FALSE(scope_from(""));
  EXPECT_FALSE(member_state_from("Active"));
}

TEST(Catalogue, PoliciesOfTheTeamAndSessionViewNeedAFeatureToBeSet) {
  EXPECT_EQ(feature_for_setting(Setting::session_view), Feature::session_view);
  EXPECT_EQ(feature_for_setting(Setting::require_mfa), Feature::team_policies);
  EXPECT_EQ(feature_for_setting(Setting::consent_prompt), Feature::team_policies);
  EXPECT_EQ(feature_for_setting(Setting::content_footer), Feature::team_policies);
  EXPECT_EQ(feature_for_setting(Setting::retention_days), Feature::team_policies);
  EXPECT_EQ(feature_for_setting(Setting::emergency_access), std::nullopt);
}

TEST(Explanations, OfEveryRuleAreSentencesAndEveryRemedySaysWhoCanDoIt) {
  RandomQuestions questions(7);
  std::set<Rule> seen;
  std::set<std::string> texts;
  for (int round = 0; round < 200'000; ++round) {
    const Question question = questions.next();
    const Decision decision = decide(question);
    const Explanation explanation = explain(decision, question);
    seen.insert(decision.rule);
    ASSERT_EQ(explanation.explanation, sentence_of(decision, question));
    ASSERT_FALSE(decision.permitted() && explanation.remedy) << "a permit needs no remedy";
    texts.insert(explanation.explanation);
    if (!explanation.remedy) continue;
    texts.insert(explanation.remedy->text);
    ASSERT_FALSE(explanation.remedy->who.empty()) << explanation.remedy->text;
    const std::string& action = explanation.remedy->action;
    ASSERT_TRUE(action.empty() || action_from(action)) << action;
  }
  EXPECT_EQ(seen.size(), rule_count) << "not every rule came up";
  for (const std::string& text : texts) EXPECT_TRUE(is_plain_sentence(text)) << text;
}

Explanation explained(const Question& question) { return explain(decide(question), question); }

Question session_view_off() {
  Question question = calm_question(Action::note_read);
  question.subject.roles = {Role::administrator};
  return question;
}

TEST(Explanations, NameWhoCanSwitchSessionViewOn) {
  const Explanation explanation = explained(session_view_off());
  EXPECT_EQ(explanation.explanation, "Session View is switched off in this team.");
  ASSERT_TRUE(explanation.remedy);
  EXPECT_EQ(explanation.remedy->action, "team.session_view.update");
  EXPECT_THAT(explanation.remedy->who, ElementsAre("owner", "administrator"));
}

TEST(Explanations, AreTheSameInARefusal) {
  const Question question = session_view_off();
  const Refusal refusal = refusal_of(decide(question), question);
  EXPECT_EQ(refusal.rule, "session_view_off");
  EXPECT_EQ(refusal.explanation, explained(question).explanation);
  EXPECT_EQ(refusal.remedy->text, explained(question).remedy->text);
}

TEST(Explanations, OfAPermitNameTheRoleAndTheReason) {
  Question question = calm_question(Action::note_read);
  question.subject.roles = {Role::clinician};
  question.resource.own = true;
  EXPECT_EQ(explained(question).explanation, "The role Clinician allows this on what is one's own.");
}

TEST(Explanations, OfAMissingRoleNameTheRolesThatWouldDo) {
  const Explanation explanation = explained(calm_question(Action::note_create));
  EXPECT_EQ(explanation.remedy->text,
            "An administrator can give a role that includes this: Clinician or Administrator or Assistant.");
  EXPECT_EQ(explanation.remedy->action, "role.assign");
  EXPECT_THAT(explanation.remedy->who, ElementsAre("owner", "administrator"));
}

TEST(Explanations, LetTheOwnerTakeAMissingRoleHimselfSinceNobodyElseTouchesHisRoles) {
  Question question = calm_question(Action::note_sign);
  question.subject.roles = {Role::administrator};
  question.subject.owner = true;
  const Explanation explanation = explained(question);
  EXPECT_EQ(explanation.remedy->text, "The Account Owner can take a role that includes this: Clinician.");
  EXPECT_EQ(explanation.remedy->action, "role.assign");
  EXPECT_THAT(explanation.remedy->who, ElementsAre("owner"));
}

TEST(Explanations, OfferTheTransferOnlyWhereAMemberIsToBecomeTheOwner) {
  Question question = calm_question(Action::role_assign);
  question.subject.roles = {Role::administrator};
  question.request.roles = RoleRequest{.owner = true};
  EXPECT_EQ(explained(question).remedy->action, "team.transfer_ownership");
  question.action = Action::api_key_manage;
  EXPECT_EQ(explained(question).remedy->action, "");
  EXPECT_THAT(explained(question).remedy->who, ElementsAre("self"));
}

TEST(Explanations, SendToTheOwnerForWhatIsTheOwners) {
  Question question = calm_question(Action::team_delete);
  question.subject.roles = {Role::administrator};
  const Explanation explanation = explained(question);
  EXPECT_EQ(explanation.explanation, "Only the Account Owner can do this.");
  EXPECT_THAT(explanation.remedy->who, ElementsAre("owner"));
  EXPECT_EQ(explanation.remedy->action, "team.delete");
}

TEST(Explanations, OfferTheTrialWhileItIsUnusedAndAnUpgradeAfterwards) {
  Question question = calm_question(Action::team_session_view_update);
  question.subject.roles = {Role::administrator};
  question.team.features = features_of_plan("pro");
  question.team.trial_features = features_of_plan("together");
  EXPECT_EQ(explained(question).explanation, "The team's plan does not include Session View.");
  EXPECT_EQ(explained(question).remedy->action, "billing.start_trial");
  question.team.trial_used = true;
  EXPECT_EQ(explained(question).remedy->action, "billing.upgrade");
}

TEST(Explanations, OfferATrialThatOpensJustWhatIsMissing) {
  Question question = calm_question(Action::template_team_create);
  question.subject.roles = {Role::administrator};
  question.team.features = {};
  question.team.trial_features = {Feature::team_templates};
  EXPECT_EQ(explained(question).remedy->action, "billing.start_trial");
}

TEST(Explanations, OfferNoTrialForWhatTheTrialLacks) {
  Question question = calm_question(Action::role_define);
  question.subject.roles = {Role::administrator};
  question.team.features = features_of_plan("pro");
  question.team.trial_features = features_of_plan("together");
  EXPECT_EQ(explained(question).explanation, "The team's plan does not include custom roles.");
  EXPECT_EQ(explained(question).remedy->action, "billing.upgrade");
}

TEST(Explanations, PromiseNothingOfAShareThatNoLevelGrants) {
  Question question = calm_question(Action::session_delete);
  question.subject.roles = {Role::clinician};
  question.resource.share = ShareLevel::edit;
  EXPECT_THAT(explained(question).explanation, HasSubstr("no share includes this"));
  EXPECT_EQ(explained(question).remedy->action, "session.delete");
  EXPECT_THAT(explained(question).remedy->who, ElementsAre("session_clinician"));
  question.action = Action::session_share;
  EXPECT_EQ(explained(question).remedy->action, "session.share");
}

TEST(Explanations, TellAnInvitedPersonNothingOfTheTeam) {
  Question question = calm_question(Action::team_read);
  question.subject.state = MemberState::invited;
  EXPECT_EQ(explained(question).explanation, "The invitation to this team has not been accepted yet.");
  EXPECT_THAT(explained(question).remedy->who, ElementsAre("self"));
}

TEST(Explanations, SayWhoCanDoEachAction) {
  EXPECT_THAT(who_can(Action::team_read), ElementsAre("member"));
  EXPECT_THAT(who_can(Action::template_use), ElementsAre("member")) << "some hold it in a further scope as well";
  EXPECT_THAT(who_can(Action::team_delete), ElementsAre("owner"));
  EXPECT_THAT(who_can(Action::template_team_create), ElementsAre("owner", "administrator", "template_manager"));
  EXPECT_THAT(who_can(Action::note_sign), ElementsAre("clinician"));
  for (const ActionEntry& entry : all_actions) EXPECT_FALSE(who_can(entry.action).empty()) << entry.name;
}

TEST(Explanations, OfAGrantSayWhenItCounts) {
  const GrantId own_note = *grants_of(Action::note_sign).begin();
  EXPECT_EQ(sentence_of(own_note), "Sign a note, if it is one's own.");
  EXPECT_EQ(sentence_of(*grants_of(Action::member_invite).begin()), "Add members to the team.");
}

}  // namespace
}  // namespace rolecall::policy::testing
