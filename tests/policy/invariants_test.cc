// The invariants of SPEC section 2 that concern decisions, over the whole space of facts: (1) to (6) and (8).
// (7), exactly one owner, is a matter of the store and its constraints.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "facts.h"

namespace rolecall::policy::testing {
namespace {

constexpr std::size_t role_sets = 1U << role_count;
constexpr std::size_t clinician_bit = 1U << static_cast<unsigned>(Role::clinician);
constexpr ActionSet reading{Action::session_read, Action::transcript_read, Action::note_read, Action::document_read};
constexpr ActionSet of_the_owner{Action::team_delete, Action::team_transfer_ownership, Action::team_export,
                                 Action::billing_cancel};
constexpr std::array states_outside{MemberState::declined, MemberState::revoked, MemberState::expired, MemberState::removed};

/// The six ways in which Session View can stand towards the member.
enum class View { plan_lacks, off, for_nobody, for_administrators, for_all, for_the_member };
constexpr std::array views{View::plan_lacks,         View::off,     View::for_nobody,
                           View::for_administrators, View::for_all, View::for_the_member};

void set_view(TeamFacts& team, View view) {
  team.session_view = {.enabled = view != View::off, .include_transcripts = team.session_view.include_transcripts};
  team.features = view == View::plan_lacks ? features_of_plan("pro") : features_of_plan("together");
  if (view == View::for_administrators) team.session_view.audience_roles = {Role::administrator};
  if (view == View::for_all || view == View::plan_lacks) team.session_view.audience_roles = RoleSet::all();
  team.session_view.names_subject = view == View::for_the_member || view == View::plan_lacks;
}

/// Calls `visit(question, view)` for every combination of what a resource of clinical content can carry.
template <class Visit>
void for_all_content_facts(Action action, Visit visit) {
  Question question = calm_question(action);
  Resource& resource = question.resource;
  for (unsigned bits = 0; bits < 128; ++bits) {
    resource.own = (bits & 1U) != 0;
    resource.delegated = (bits & 2U) != 0;
    resource.authored = (bits & 4U) != 0;
    resource.emergency_open = (bits & 8U) != 0;
    resource.restricted = (bits & 16U) != 0;
    question.team.session_view.include_transcripts = (bits & 32U) != 0;
    question.subject.owner = (bits & 64U) != 0;
    for (const ShareLevel share : {ShareLevel::none, ShareLevel::view, ShareLevel::edit, ShareLevel::full}) {
      resource.share = share;
      for (const View view : views) {
        set_view(question.team, view);
        visit(question, view);
      }
    }
  }
}

using Permits = std::array<bool, role_sets>;

/// Counts what breaks an invariant instead of failing inside the loop, and keeps the first of it.
struct Violations {
  std::size_t count = 0;
  std::size_t cases = 0;
  std::string first;

  void check(bool holds, const Question& question, const char* invariant) {
    ++cases;
    if (holds) return;
    if (count++ == 0)
      first = std::string(invariant) + ": " + std::string(name_of(question.action)) + ", roles " +
              std::to_string(question.subject.roles.bits());
  }
};

bool opened_otherwise(const Resource& resource) {
  return resource.own || resource.delegated || resource.share != ShareLevel::none || resource.emergency_open;
}

bool view_is_shut(const Question& question, View view) {
  if (view == View::plan_lacks || view == View::off || view == View::for_nobody) return true;
  if (question.resource.restricted) return true;
  return question.action == Action::transcript_read && !question.team.session_view.include_transcripts;
}

void check_content(Question question, View view, Violations& violations) {
  Permits permits{};
  for (std::size_t set = 0; set < role_sets; ++set) {
    question.subject.roles = RoleSet::from_bits(set);
    const Decision decision = decide(question);
    permits[set] = decision.permitted();
    const bool by_view = decision.grant && grant_at(decision.grant->id).scope == Scope::viewed;
    violations.check(!by_view || view != View::plan_lacks, question, "(5) a plan without Session View opens no view");
    if (question.action == Action::transcript_update) {
      violations.check(!permits[set] || (set & clinician_bit) != 0, question, "(1) no transcript is updated without clinician");
      violations.check(!permits[set] || question.resource.own, question, "(1) no foreign transcript is updated");
    }
    if (reading.has(question.action) && !opened_otherwise(question.resource) && view_is_shut(question, view))
      violations.check(!permits[set], question, "(4) nobody reads what has not been opened");
  }
  for (std::size_t set = 0; set < role_sets; ++set) {
    bool by_one = permits[0];
    for (std::size_t bit = 1; bit < role_sets; bit <<= 1U) by_one = by_one || ((set & bit) != 0 && permits[bit]);
    question.subject.roles = RoleSet::from_bits(set);
    violations.check(permits[set] == by_one, question, "(2, 6) roles grant together what each grants");
  }
}

TEST(Invariants, HoldForClinicalContentOverAllRoleSetsAndFacts) {
  Violations violations;
  for (const ActionEntry& entry : all_actions) {
    if (!content_kinds.has(natural_kind(entry.action))) continue;
    for_all_content_facts(entry.action, [&](const Question& question, View view) { check_content(question, view, violations); });
  }
  EXPECT_EQ(violations.count, 0U) << violations.first;
  EXPECT_GT(violations.cases, 2'000'000U) << "the space has shrunk";
}

TEST(Invariants, GrantsOfTwoRolesAreTheUnionOfTheGrantsOfEach) {
  for (std::size_t a = 0; a < role_sets; ++a)
    for (std::size_t b = 0; b < role_sets; ++b) {
      const GrantSet both = grants_of(Subject{.roles = RoleSet::from_bits(a | b)});
      const GrantSet of_a = grants_of(Subject{.roles = RoleSet::from_bits(a)});
      const GrantSet of_b = grants_of(Subject{.roles = RoleSet::from_bits(b)});
      EXPECT_EQ(both, of_a | of_b);
    }
}

TEST(Invariants, AddingARoleTakesNoRightAwayAndRemovingOneGivesNone) {
  for (std::size_t set = 0; set < role_sets; ++set)
    for (const RoleEntry& role : all_roles) {
      RoleSet more = RoleSet::from_bits(set);
      more.add(role.role);
      EXPECT_TRUE(grants_of(Subject{.roles = RoleSet::from_bits(set)}).is_within(grants_of(Subject{.roles = more})));
    }
}

TEST(Invariants, OnlyTheOwnerDoesWhatIsOfTheOwner) {
  for (const Action action : of_the_owner)
    for (std::size_t set = 0; set < role_sets; ++set) {
      Question question = calm_question(action);
      question.subject.roles = RoleSet::from_bits(set);
      question.subject.custom = GrantSet::all();
      EXPECT_EQ(decide(question).rule, Rule::no_grant) << name_of(action);
      question.subject.owner = true;
      EXPECT_TRUE(decide(question).permitted()) << name_of(action);
      question.subject.via = Via::api_key;
      EXPECT_FALSE(decide(question).permitted()) << name_of(action);
    }
}

/// Every action on the kind of its own and on every other, with everything open and every grant held.
template <class Visit>
void for_all_actions_wide_open(Visit visit) {
  for (const ActionEntry& entry : all_actions)
    for (std::size_t kind = 0; kind < resource_kind_count; ++kind)
      for (const bool owner : {false, true}) {
        Question question = calm_question(entry.action);
        question.resource.kind = static_cast<ResourceKind>(kind);
        question.resource.own = question.resource.delegated = question.resource.authored = true;
        question.resource.emergency_open = true;
        question.resource.share = ShareLevel::full;
        question.team.session_view = view_for_all_roles();
        question.subject.owner = owner;
        question.subject.roles = RoleSet::all();
        question.subject.custom = GrantSet::all();
        visit(question);
      }
}

TEST(Invariants, NobodyOutsideTheTeamGetsAnyAnswerButNotFound) {
  for_all_actions_wide_open([](Question question) {
    question.subject.state = std::nullopt;
    EXPECT_EQ(decide(question), (Decision{Effect::deny, Rule::not_found, std::nullopt}));
    for (const MemberState state : states_outside) {
      question.subject.state = state;
      EXPECT_EQ(decide(question), (Decision{Effect::deny, Rule::not_found, std::nullopt}));
    }
  });
}

TEST(Invariants, InvitedAndSuspendedMembersDoNothing) {
  for_all_actions_wide_open([](Question question) {
    for (const MemberState state : {MemberState::invited, MemberState::suspended}) {
      question.subject.state = state;
      EXPECT_EQ(decide(question).rule, Rule::subject_not_active) << name_of(question.action);
    }
  });
}

TEST(Invariants, NobodyButTheOwnerTouchesTheOwner) {
  constexpr ActionSet touching{Action::member_update, Action::member_suspend,       Action::member_reactivate,
                               Action::member_remove, Action::member_revoke_logins, Action::role_assign};
  for (const Action action : touching)
    for (std::size_t set = 0; set < role_sets; ++set) {
      Question question = calm_question(action);
      question.resource.target_is_owner = true;
      question.subject.roles = RoleSet::from_bits(set);
      question.subject.custom = GrantSet::all();
      EXPECT_FALSE(decide(question).permitted()) << name_of(action);
    }
}

}  // namespace
}  // namespace rolecall::policy::testing
