#include "policy/custom_role.h"

#include <gtest/gtest.h>

#include "facts.h"

namespace rolecall::policy::testing {
namespace {

GrantSet named(Action action, Scope scope) {
  GrantSet set;
  for (const GrantId id : grants_of(action))
    if (grant_at(id).scope == scope) set.add(id);
  return set;
}

TEST(CustomRole, HoldsNeitherTheOwnersGrantsNorWhatGivesRolesNorTranscripts) {
  EXPECT_TRUE((grants_of(Holder::owner) & assignable_to_custom_roles).empty());
  for (const Action action : {Action::role_assign, Action::role_define, Action::transcript_update})
    for (const GrantId id : grants_of(action)) EXPECT_FALSE(assignable_to_custom_role(id)) << name_of(action);
}

TEST(CustomRole, HoldsEverythingElse) {
  // Of the rows only the owner's five and three more are excluded.
  EXPECT_EQ(assignable_to_custom_roles.size(), grant_count - grants_of(Holder::owner).size() - 3);
}

TEST(CustomRole, AsksNothingThatIsNotHeld) {
  const GrantSet held = named(Action::note_read, Scope::own) | named(Action::note_sign, Scope::own);
  EXPECT_TRUE(is_within(named(Action::note_read, Scope::own), held));
  EXPECT_FALSE(is_within(named(Action::note_read, Scope::viewed), held));
  EXPECT_TRUE(is_within({}, held));
}

TEST(RolePreview, SaysWhatAChangeGivesAndTakes) {
  const Subject before{.roles = {Role::clinician}};
  const Subject after{.roles = {Role::administrator}};
  const RoleChange change = role_change_preview(before, after);
  EXPECT_TRUE(named(Action::member_invite, Scope::team).is_within(change.gained));
  EXPECT_TRUE(named(Action::transcript_update, Scope::own).is_within(change.lost));
  EXPECT_TRUE((change.gained & grants_of(before)).empty());
  EXPECT_TRUE((change.lost & grants_of(after)).empty());
  EXPECT_EQ((grants_of(before) | change.gained) - change.lost, grants_of(after));
}

TEST(RolePreview, TakesNothingWhenARoleIsAdded) {
  const RoleChange change = role_change_preview({.roles = {Role::clinician}}, {.roles = {Role::clinician, Role::administrator}});
  EXPECT_TRUE(change.lost.empty());
  EXPECT_FALSE(change.gained.empty());
}

TEST(Grants, OfTheOwnerAreThoseOfAnyAdministratorAndFiveMore) {
  const Subject administrator{.roles = {Role::administrator}};
  const Subject owner{.owner = true, .roles = {Role::administrator}};
  EXPECT_EQ((grants_of(owner) - grants_of(administrator)).size(), 5U);
}

TEST(Grants, OfAKeyOfTheOwnerLackTheOwners) {
  const Subject key{.owner = true, .roles = {Role::administrator}, .via = Via::api_key};
  EXPECT_EQ(grants_of(key), grants_of(Subject{.roles = {Role::administrator}}));
}

TEST(Grants, NameTheScopesInWhichAnActionIsHeld) {
  EXPECT_EQ(scopes_held({.roles = {Role::assistant}}, Action::session_read),
            (ScopeSet{Scope::delegated, Scope::viewed, Scope::shared_view}));
  EXPECT_TRUE(scopes_held({.roles = {Role::assistant}}, Action::note_sign).empty());
}

TEST(AllowedActions, OfTheOwnersRowForAnAdministratorHoldNothingThatTouchesHim) {
  Question question = calm_question(Action::role_assign);
  question.subject.roles = {Role::administrator};
  question.resource.target_is_owner = true;
  EXPECT_EQ(allowed_actions(question), ActionSet{Action::member_read_contact});
}

TEST(AllowedActions, OfTheOwnRowForTheOwnerHoldHisRolesButNotHisRemoval) {
  Question question = calm_question(Action::role_assign);
  question.subject.roles = {Role::administrator};
  question.subject.owner = true;
  question.resource.target_is_owner = true;
  const ActionSet allowed = allowed_actions(question);
  EXPECT_TRUE(allowed.has(Action::role_assign));
  EXPECT_FALSE(allowed.has(Action::member_remove));
  EXPECT_FALSE(allowed.has(Action::member_suspend));
}

TEST(AllowedActions, OfAMemberForAClinicianAreNone) {
  Question question = calm_question(Action::role_assign);
  question.subject.roles = {Role::clinician};
  EXPECT_TRUE(allowed_actions(question).empty());
}

TEST(Login, SaysWhenAFactWasAssumed) {
  EXPECT_TRUE(is_assumed({.sign_in = SignIn::assumed, .second_factor = SecondFactor::used}));
  EXPECT_TRUE(is_assumed({.sign_in = SignIn::current, .second_factor = SecondFactor::assumed}));
  EXPECT_FALSE(is_assumed({.sign_in = SignIn::current, .second_factor = SecondFactor::none}));
}

}  // namespace
}  // namespace rolecall::policy::testing
