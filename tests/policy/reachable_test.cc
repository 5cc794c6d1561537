// Wherever allowed operations lead a team: one active owner, no role from nowhere, and the owner's grants with the owner alone.
#include <gtest/gtest.h>

#include <iostream>

#include "reachable_teams.h"

namespace rolecall::policy::testing {
namespace {

std::string listed(const Exploration& exploration) {
  std::string text;
  for (const TeamStep& step : exploration.to_violation)
    text += std::to_string(&step - exploration.to_violation.data() + 1) + ". " + sentence_of(step) + "\n";
  return text + "-> " + exploration.violation + "\n";
}

void expect_sound(const TeamSpace& space, std::size_t at_least) {
  const Exploration exploration = explore(space);
  EXPECT_TRUE(exploration.violation.empty()) << listed(exploration);
  EXPECT_GE(exploration.teams, at_least) << "the space has shrunk";
  std::cout << exploration.teams << " teams, " << exploration.steps << " steps\n";
}

TEST(Reachability, EveryTeamOfUpToSixMembersIsSound) { expect_sound({6, {Role::administrator}}, 50'000); }

TEST(Reachability, EveryTeamOfUpToFourMembersWithBothMainRolesIsSound) {
  expect_sound({4, {Role::administrator, Role::clinician}}, 40'000);
}

TEST(Reachability, EveryTeamOfTwoMembersWithAllRolesIsSound) { expect_sound({2, RoleSet::all()}, 1'000); }

/// The space of six members speaks of administrators only: no other role changes the answer to any question in it.
TEST(Reachability, TheRolesThatAreLeftOutDecideNothing) {
  constexpr ActionSet asked{Action::team_read,
                            Action::member_invite,
                            Action::member_revoke_invitation,
                            Action::member_suspend,
                            Action::member_reactivate,
                            Action::member_remove,
                            Action::role_assign,
                            Action::role_define,
                            Action::team_leave,
                            Action::team_transfer_ownership};
  constexpr RoleSet kept{Role::administrator};
  const auto answer = [](Question question, const std::optional<RoleRequest>& request) {
    question.request.roles = request;
    return decide(question).effect;
  };
  std::size_t compared = 0;
  const auto compare = [&](Action action, const Person& actor, Via via, CustomRole custom, const Person* target) {
    Person poorer = actor;
    poorer.roles = actor.roles & kept;
    const Question full = question_of(action, actor, via, custom, target);
    const Question reduced = question_of(action, poorer, via, custom, target);
    EXPECT_EQ(answer(full, {}), answer(reduced, {})) << name_of(action);
    for (std::uint64_t roles = 0; roles < 1U << role_count; ++roles)
      for (std::size_t wish = 0; wish < custom_role_count; ++wish, ++compared) {
        const RoleRequest request{.roles = RoleSet::from_bits(roles), .custom = grants_of(static_cast<CustomRole>(wish))};
        const RoleRequest less{.roles = request.roles & kept, .custom = request.custom};
        EXPECT_EQ(answer(full, request), answer(reduced, less)) << name_of(action);
      }
  };
  for (const Action action : asked)
    for (unsigned facts = 0; facts < 1U << 8U; ++facts)
      for (std::size_t custom = 0; custom < custom_role_count; ++custom) {
        Person actor{.standing = (facts & 1U) != 0 ? Standing::active : Standing::suspended, .owner = (facts & 2U) != 0};
        actor.custom = (facts & 4U) != 0;
        actor.roles = RoleSet::from_bits(facts >> 4U);
        const Via via = (facts & 8U) != 0 ? Via::api_key : Via::browser;
        const Person member{.standing = Standing::active};
        const Person owner{.standing = Standing::active, .owner = true};
        for (const Person* target : {static_cast<const Person*>(nullptr), &member, &owner})
          compare(action, actor, via, static_cast<CustomRole>(custom), target);
      }
  EXPECT_GT(compared, 1'000'000U);
}

/// A policy that overlooks one rule: the question is asked again without what the rule stands on.
Workshop overlooking(Rule rule, void (*without)(Question&)) {
  Workshop workshop;
  workshop.decide = [rule, without](const Question& question) {
    const Decision decision = decide(question);
    if (decision.rule != rule) return decision;
    Question again = question;
    without(again);
    return decide(again);
  };
  return workshop;
}

std::string shortest(const Workshop& workshop) {
  const std::string found = listed(explore({most_people, {Role::administrator}}, workshop));
  std::cout << found;
  return found;
}

TEST(ReachabilityControl, WithoutOwnerProtectedTheOwnersKeySuspendsTheOwner) {
  const Workshop workshop = overlooking(Rule::owner_protected, [](Question& q) { q.resource.target_is_owner = false; });
  EXPECT_EQ(shortest(workshop),
            "1. The owner suspends the owner by a key.\n"
            "-> the owner is not active\n");
}

TEST(ReachabilityControl, WithoutOwnerProtectedInTheBrowserAnAdministratorSuspendsTheOwner) {
  const Workshop workshop =
      overlooking(Rule::owner_protected, [](Question& q) { q.resource.target_is_owner = q.subject.via == Via::api_key; });
  EXPECT_EQ(shortest(workshop),
            "1. The owner invites somebody (administrator).\n"
            "2. The invited (administrator) accepts the invitation.\n"
            "3. The member (administrator) suspends the owner.\n"
            "-> the owner is not active\n");
}

TEST(ReachabilityControl, WithoutOwnerCannotLeaveTheOwnerEndsHisOwnMembership) {
  const Workshop workshop = overlooking(Rule::owner_cannot_leave, [](Question& q) { q.resource.target_is_owner = false; });
  EXPECT_EQ(shortest(workshop),
            "1. The owner suspends the owner.\n"
            "-> the owner is not active\n");
}

TEST(ReachabilityControl, WithoutOwnerKeepsAdministratorTheOwnerLosesTheRole) {
  const Workshop workshop =
      overlooking(Rule::owner_keeps_administrator, [](Question& q) { q.request.roles->roles.add(Role::administrator); });
  EXPECT_EQ(shortest(workshop),
            "1. The owner changes the roles of the owner to (no role).\n"
            "-> the owner is no administrator\n");
}

TEST(ReachabilityControl, WithoutAboveOwnRightsACustomRoleHoldsWhatIsTheOwners) {
  const Workshop workshop = overlooking(Rule::above_own_rights, [](Question& q) { q.request.roles.reset(); });
  EXPECT_EQ(shortest(workshop),
            "1. The owner defines the custom role for what is the owner's.\n"
            "2. The owner invites somebody (the custom role).\n"
            "-> another holds a grant of the owner\n");
}

TEST(ReachabilityControl, IfGivingRolesNeededNoRightAnybodyWouldGiveThem) {
  const Workshop workshop = overlooking(Rule::no_grant, [](Question& q) {
    if (q.action == Action::role_assign) q.subject.roles.add(Role::administrator);
  });
  EXPECT_EQ(shortest(workshop),
            "1. The owner invites somebody (no role).\n"
            "2. The invited (no role) accepts the invitation.\n"
            "3. The member (no role) changes the roles of the member (no role) to (administrator).\n"
            "-> somebody got a role from nobody who assigns roles\n");
}

TEST(ReachabilityControl, IfTheOldOwnerKeptTheFlagThereWouldBeTwo) {
  Workshop workshop;
  workshop.old_owner_keeps_the_flag = true;
  EXPECT_EQ(shortest(workshop),
            "1. The owner invites somebody (no role).\n"
            "2. The invited (no role) accepts the invitation.\n"
            "3. The owner offers the ownership to the member (no role).\n"
            "4. The member (no role) accepts the ownership.\n"
            "-> there are 2 owners\n");
}

}  // namespace
}  // namespace rolecall::policy::testing
