// Properties of the policy, proved by z3 over people, teams, logins and things of which nothing else is known. Each proof is
// worth something because the same proof notices every flaw that is sown into the formulation for it.
#include <gtest/gtest.h>

#include <functional>

#include "facts.h"
#include "proof_replay.h"
#include "proof_rules.h"

namespace rolecall::policy::testing {
namespace {

/// One login that asks, in up to three worlds that differ in the roles alone: the third has the roles of both others.
struct Asked {
  explicit Asked(const ProofWorld& world)
      : Asked(world, {world.someone("l", world.login), world.someone("t", world.team), world.someone("r", world.thing)}) {}

  ProofFacts facts, other_roles, both_roles;

 private:
  Asked(const ProofWorld& world, const Asking& asking)
      : facts(facts_of(world, asking)), other_roles(facts_of(world, asking, "otherwise_holds")), both_roles(facts) {
    for (std::size_t i = 0; i < role_count; ++i) both_roles.roles[i] = facts.roles[i] || other_roles.roles[i];
  }
};

/// What a claim says for one action: under which circumstances it is broken.
struct Claimed {
  const ProofWorld& world;
  const Asked& asked;
  const ProofRules& rules;
  Action action;

  [[nodiscard]] z3::expr permitted() const { return rules.permitted(asked.facts, action); }
  [[nodiscard]] z3::expr is_state(MemberState state) const { return world.states.is(asked.facts.state, place_of(state)); }
};

struct Claim {
  std::string_view name;
  std::function<bool(Action)> is_about;
  std::function<z3::expr(const Claimed&)> broken;
  std::vector<Flaw> flaws;  // what it has to notice
};

bool any_action(Action) { return true; }

bool is_of_the_owner(Action action) {
  bool of_owner = true;
  for (const GrantId id : grants_of(action)) of_owner = of_owner && grant_at(id).holders == HolderSet{Holder::owner};
  return of_owner;
}

/// What is done on a session, transcript, note or document and is granted to nobody for the whole team.
bool needs_an_opening(Action action) {
  bool needs = !(entry_of(action).asked_on & content_kinds).empty();
  for (const GrantId id : grants_of(action)) needs = needs && grant_at(id).scope != Scope::team;
  return needs;
}

z3::expr outsider_gets_an_answer(const Claimed& claimed) {
  const ProofFacts& facts = claimed.asked.facts;
  const ProofWorld& world = claimed.world;
  z3::expr outside = world.states.is(facts.state, 0);
  for (const MemberState state : {MemberState::declined, MemberState::revoked, MemberState::expired, MemberState::removed})
    outside = outside || claimed.is_state(state);
  const z3::expr foreign =
      world.value("team_of", world.team, {world.someone("r", world.thing)}) != world.someone("t", world.team);
  return (outside || foreign) && (claimed.rules.in_sight(facts) || claimed.permitted());
}

z3::expr inactive_member_acts(const Claimed& claimed) { return !claimed.is_state(MemberState::active) && claimed.permitted(); }

/// Without the plan, the switch or a place in its audience.
z3::expr view_is_shut(const Claimed& claimed) {
  const ProofFacts& facts = claimed.asked.facts;
  z3::expr in_audience = facts.names_subject;
  for (std::size_t i = 0; i < role_count; ++i) in_audience = in_audience || (facts.roles[i] && facts.audience_roles[i]);
  for (std::size_t i = 0; i < grant_count; ++i) in_audience = in_audience || facts.audience_custom[i];
  return !facts.features[static_cast<std::size_t>(Feature::session_view)] || !facts.view_enabled || !in_audience;
}

z3::expr is_unshared(const ProofWorld& world, const z3::expr& share) {
  return world.shares.is(share, static_cast<std::size_t>(ShareLevel::none));
}

z3::expr content_opens_although_view_is_shut(const Claimed& claimed) {
  const ProofFacts& facts = claimed.asked.facts;
  const z3::expr unshared = is_unshared(claimed.world, facts.share);
  return view_is_shut(claimed) && !facts.own && !facts.delegated && unshared && !facts.emergency_open && claimed.permitted();
}

z3::expr another_does_what_is_the_owners(const Claimed& claimed) {
  return claimed.permitted() && !(claimed.asked.facts.owner && !claimed.asked.facts.by_key);
}

z3::expr more_roles_permit_less(const Claimed& claimed) {
  const Asked& asked = claimed.asked;
  return claimed.permitted() && !claimed.rules.permitted(asked.both_roles, claimed.action);
}

/// Grants always; answers where nothing is to be given, since two roles may give together what neither gives alone.
z3::expr union_differs(const Claimed& claimed) {
  const auto& [facts, other, both] = claimed.asked;
  const ProofRules& rules = claimed.rules;
  const z3::expr by_one = claimed.permitted() || rules.permitted(other, claimed.action);
  const z3::expr gives = facts.asks_roles || facts.delegates || !is_unshared(claimed.world, facts.asked_share);
  z3::expr differs = !gives && rules.permitted(both, claimed.action) != by_one;
  for (const GrantId id : grants_of(claimed.action)) {
    const auto row = static_cast<std::size_t>(id);
    differs = differs || rules.held(both, row) != (rules.held(facts, row) || rules.held(other, row));
  }
  return differs;
}

z3::expr another_updates_a_transcript(const Claimed& claimed) {
  const ProofFacts& facts = claimed.asked.facts;
  return claimed.permitted() && !(facts.own && facts.roles[static_cast<std::size_t>(Role::clinician)]);
}

z3::expr another_changes_the_owner(const Claimed& claimed) {
  const ProofFacts& facts = claimed.asked.facts;
  const z3::expr on_member = claimed.world.kinds.is(facts.kind, static_cast<std::size_t>(ResourceKind::member));
  return on_member && facts.target_is_owner && !(facts.owner && !facts.by_key) && claimed.permitted();
}

/// A session is shared for editing, or delegated, by somebody who may not update its notes himself.
z3::expr more_is_passed_on_than_held(const Claimed& claimed) {
  const ProofFacts& facts = claimed.asked.facts;
  const auto& shares = claimed.world.shares;
  const z3::expr edits = shares.is(facts.asked_share, static_cast<std::size_t>(ShareLevel::edit)) ||
                         shares.is(facts.asked_share, static_cast<std::size_t>(ShareLevel::full));
  const bool delegates = claimed.action == Action::delegation_manage;
  const Action opened = delegates ? Action::session_update : Action::note_update;
  z3::expr may_do_it = claimed.world.context().bool_val(false);
  for (const GrantId id : grants_of(opened)) {
    const Scope scope = grant_at(id).scope;
    if (scope != Scope::own && scope != Scope::shared_edit) continue;
    const z3::expr here = scope == Scope::own ? facts.own || claimed.world.context().bool_val(delegates)
                                              : !facts.own || shares.is(facts.share, static_cast<std::size_t>(ShareLevel::full));
    may_do_it = may_do_it || (claimed.rules.held(facts, static_cast<std::size_t>(id)) && here);
  }
  return (delegates ? facts.delegates : edits) && claimed.permitted() && !may_do_it;
}

bool passes_on(Action action) { return action == Action::session_share || action == Action::delegation_manage; }

bool changes_a_member(Action action) {
  constexpr ActionSet changes{Action::member_update, Action::member_suspend,       Action::member_reactivate,
                              Action::member_remove, Action::member_revoke_logins, Action::role_assign};
  return changes.has(action);
}

const std::vector<Claim>& claims() {
  static const std::vector<Claim> all{
      {"NobodyOutsideTheTeamGetsAnything",
       any_action,
       outsider_gets_an_answer,
       {Flaw::removed_members_are_seen, Flaw::things_of_other_teams_are_known}},
      {"InvitedSuspendedAndRemovedReachNothing", any_action, inactive_member_acts, {Flaw::inactive_members_are_not_refused}},
      {"WithoutSessionViewOnlyOwnSharedDelegatedAndEmergencyRemain",
       needs_an_opening,
       content_opens_although_view_is_shut,
       {Flaw::session_view_ignores_the_plan, Flaw::session_view_ignores_its_switch, Flaw::session_view_ignores_its_audience}},
      {"NobodyButTheOwnerDoesWhatIsTheOwners",
       is_of_the_owner,
       another_does_what_is_the_owners,
       {Flaw::administrators_delete_the_team, Flaw::an_owners_key_acts_as_the_owner, Flaw::a_custom_role_holds_anything}},
      {"RightsGrowWithRoles",
       any_action,
       more_roles_permit_less,
       {Flaw::the_audience_needs_every_role, Flaw::two_roles_cancel_each_other}},
      {"RolesGrantTogetherWhatEachGrants",
       any_action,
       union_differs,
       {Flaw::two_roles_cancel_each_other, Flaw::the_audience_needs_every_role}},
      {"OnlyTheOwningClinicianUpdatesATranscript",
       [](Action action) { return action == Action::transcript_update; },
       another_updates_a_transcript,
       {Flaw::administrators_update_transcripts, Flaw::a_share_updates_transcripts, Flaw::a_custom_role_holds_anything}},
      {"NobodyButTheOwnerChangesTheOwner",
       changes_a_member,
       another_changes_the_owner,
       {Flaw::administrators_touch_the_owner, Flaw::an_owners_key_acts_as_the_owner}},
      {"NobodyPassesOnWhatHeLacks", passes_on, more_is_passed_on_than_held, {Flaw::makers_pass_on_what_they_lack}},
  };
  return all;
}

/// Tries to break a claim against one formulation.
class Attempt {
 public:
  explicit Attempt(Flaw flaw) : world_(context_), asked_(world_), rules_(world_, flaw) {}

  /// A question by which the claim is broken; none when z3 has proved that there is none.
  std::optional<Question> breaking(const Claim& claim, Action action) {
    z3::solver solver(context_);
    solver.add(claim.broken({world_, asked_, rules_, action}));
    const z3::check_result result = solver.check();
    if (result == z3::unsat) return std::nullopt;
    if (result == z3::unknown) throw std::runtime_error("z3 gave up: " + solver.reason_unknown());
    Question question = question_of(solver.get_model(), facts());
    question.action = action;
    return question;
  }

  [[nodiscard]] std::string described(const Question& question) { return testing::described(question, facts()); }

 private:
  [[nodiscard]] std::vector<FactOnBothSides> facts() const { return facts_on_both_sides(world_, asked_.facts); }

  z3::context context_;
  ProofWorld world_;
  Asked asked_;
  ProofRules rules_;
};

class Proof : public ::testing::TestWithParam<Claim> {};

TEST_P(Proof, HoldsForTeamsOfAnySize) {
  Attempt attempt(Flaw::none);
  int proved = 0;
  for (const ActionEntry& entry : all_actions) {
    if (!GetParam().is_about(entry.action)) continue;
    const auto breaking = attempt.breaking(GetParam(), entry.action);
    EXPECT_FALSE(breaking) << "broken by " << attempt.described(breaking.value_or(Question{}));
    ++proved;
  }
  EXPECT_GT(proved, 0) << "the claim is about no action at all";
}

TEST_P(Proof, NoticesEveryFlawThatIsSownForIt) {
  ASSERT_FALSE(GetParam().flaws.empty());
  for (const Flaw flaw : GetParam().flaws) {
    Attempt attempt(flaw);
    bool noticed = false;
    for (const ActionEntry& entry : all_actions)
      noticed = noticed || (GetParam().is_about(entry.action) && attempt.breaking(GetParam(), entry.action));
    EXPECT_TRUE(noticed) << "flaw " << static_cast<int>(flaw) << " went unnoticed";
  }
}

INSTANTIATE_TEST_SUITE_P(Claims, Proof, ::testing::ValuesIn(claims()),
                         [](const auto& instance) { return std::string(instance.param.name); });

}  // namespace
}  // namespace rolecall::policy::testing
