#include "reachable_teams.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "facts.h"

namespace rolecall::policy::testing {
namespace {

constexpr unsigned bits_of_person = 10;

std::uint64_t code_of(const Person& person) {
  return static_cast<std::uint64_t>(person.standing) << 7U | std::uint64_t{person.owner} << 6U |
         std::uint64_t{person.offered} << 5U | std::uint64_t{person.custom} << 4U | person.roles.bits();
}

Person person_of(std::uint64_t code) {
  return {.standing = static_cast<Standing>(code >> 7U & 7U),
          .owner = (code >> 6U & 1U) != 0,
          .offered = (code >> 5U & 1U) != 0,
          .custom = (code >> 4U & 1U) != 0,
          .roles = RoleSet::from_bits(code & 15U)};
}

/// The same number for all orders of the same people.
std::uint64_t code_of(const Team& team) {
  std::array<std::uint64_t, most_people> codes{};
  std::ranges::transform(team.people, codes.begin(), [](const Person& person) { return code_of(person); });
  std::ranges::sort(codes, std::greater{});
  auto code = static_cast<std::uint64_t>(team.custom);
  for (const std::uint64_t person : codes) code = code << bits_of_person | person;
  return code;
}

Team team_of(std::uint64_t code) {
  Team team;
  for (std::size_t i = most_people; i > 0; --i, code >>= bits_of_person) team.people[i - 1] = person_of(code & 1023U);
  team.custom = static_cast<CustomRole>(code);
  return team;
}

GrantSet grants_of_all(std::initializer_list<Action> actions) {
  GrantSet set;
  for (const Action action : actions)
    for (const GrantId id : policy::grants_of(action)) set.add(id);
  return set;
}

Subject subject_of(const Person& person, Via via, CustomRole custom) {
  constexpr std::array states{MemberState::removed, MemberState::invited, MemberState::active, MemberState::suspended};
  Subject subject{.state = states[static_cast<std::size_t>(person.standing)], .owner = person.owner, .roles = person.roles};
  if (person.custom && via == Via::browser) subject.custom = grants_of(custom);
  subject.sign_in = SignIn::current;
  subject.via = via;
  return subject;
}

/// What must be true of every team (SPEC section 2, invariants 3 and 7).
std::string violation_of(const Team& team) {
  int owners = 0;
  for (const Person& person : team.people) {
    if (person.owner && person.standing != Standing::active) return "the owner is not active";
    owners += person.owner ? 1 : 0;
    if (person.owner && !person.roles.has(Role::administrator)) return "the owner is no administrator";
    GrantSet held = policy::grants_of(subject_of(person, Via::browser, team.custom));
    if (person.custom) held = held | grants_of(team.custom);
    if (!person.owner && !(held & policy::grants_of(Holder::owner)).empty()) return "another holds a grant of the owner";
  }
  if (owners != 1) return "there are " + std::to_string(owners) + " owners";
  return {};
}

bool gives_a_role(const Person& before, const Person& after) {
  return !after.roles.is_within(before.roles) || (after.custom && !before.custom);
}

class Explorer {
 public:
  Explorer(const TeamSpace& space, const Workshop& workshop) : space_(space), workshop_(workshop) {}

  Exploration run();

 private:
  struct Found {
    std::uint64_t from;
    TeamStep step;
  };

  [[nodiscard]] bool allows(const Question& question) const { return workshop_.decide(question).permitted(); }
  void reach(const Team& team, const TeamStep& step, const Person* giver, const Person* before, const Person* after);
  void expand();
  void by_actor(const Person& actor, Via via);
  void on_team(const Person& actor, Via via);
  void on_member(const Person& actor, Via via, std::size_t target);
  void alone(std::size_t self);
  void invite(const Person& actor, Via via);
  void change_roles(const Person& actor, Via via, std::size_t target);
  void define(const Person& actor, Via via);
  void end_membership(const TeamStep& step, std::size_t target);
  void put(const TeamStep& step, std::size_t place, const Person& after);
  void accept_ownership(std::size_t self);

  const TeamSpace& space_;
  const Workshop& workshop_;
  std::unordered_map<std::uint64_t, Found> found_;
  std::vector<std::uint64_t> frontier_;
  Team team_;
  std::uint64_t at_ = 0;
  std::size_t steps_ = 0;
  std::string violation_;
  Found violating_{};  // the step that broke an invariant
};

/// Keeps the team that a step leads to, and checks the invariants of the step and of the team.
void Explorer::reach(const Team& team, const TeamStep& step, const Person* giver, const Person* before, const Person* after) {
  ++steps_;
  if (!violation_.empty()) return;
  const std::uint64_t code = code_of(team);
  const bool is_new = found_.try_emplace(code, Found{at_, step}).second;
  const bool may_give =
      giver != nullptr &&
      policy::grants_of(subject_of(*giver, step.via, team_.custom)).has(*policy::grants_of(Action::role_assign).begin());
  std::string violation;
  if (before != nullptr && gives_a_role(*before, *after) && !may_give)
    violation = "somebody got a role from nobody who assigns roles";
  if (is_new && violation.empty()) violation = violation_of(team);
  if (is_new) frontier_.push_back(code);
  violation_ = std::move(violation);
  if (!violation_.empty()) violating_ = Found{at_, step};
}

/// One person stands differently afterwards. An offer of the ownership ends with the activity of its recipient.
void Explorer::put(const TeamStep& step, std::size_t place, const Person& after) {
  Team next = team_;
  next.people[place] = after;
  if (after.standing != Standing::active) next.people[place].offered = false;
  reach(next, step, &step.actor, &team_.people[place], &after);
}

void Explorer::end_membership(const TeamStep& step, std::size_t target) {
  Person after;
  after.owner = team_.people[target].owner;  // whoever is let go as the owner leaves the team without one
  put(step, target, after);
}

/// add_member.cc and reinstate_member.cc: `member.invite`, and `role.assign` with the roles where there are any.
void Explorer::invite(const Person& actor, Via via) {
  const auto free =
      std::ranges::find(team_.people.begin(), team_.people.begin() + space_.people, Standing::gone, &Person::standing);
  if (free == team_.people.begin() + space_.people ||
      !allows(question_of(Action::member_invite, actor, via, team_.custom, nullptr)))
    return;
  for (std::uint64_t bits = 0; bits < 1U << role_count; ++bits) {
    const RoleSet roles = RoleSet::from_bits(bits);
    if (!roles.is_within(space_.roles)) continue;
    for (const bool custom : {false, true}) {
      if (custom && team_.custom == CustomRole::undefined) continue;
      Question question = question_of(Action::role_assign, actor, via, team_.custom, nullptr);
      question.request.roles = RoleRequest{.roles = roles, .custom = custom ? grants_of(team_.custom) : GrantSet{}};
      if ((!roles.empty() || custom) && !allows(question)) continue;
      const Person invited{.standing = Standing::invited, .custom = custom, .roles = roles};
      put({Operation::invite, via, actor, *free, roles, custom}, static_cast<std::size_t>(free - team_.people.begin()), invited);
    }
  }
}

/// change_roles.cc: of invited, active and suspended members; only a custom role that is newly given has to be held. That a
/// member has at least one role is left out, since roles of which the space does not speak may stand beside these.
void Explorer::change_roles(const Person& actor, Via via, std::size_t target) {
  const Person& member = team_.people[target];
  const Question general = question_of(Action::role_assign, actor, via, team_.custom, &member);
  if (member.standing == Standing::gone || !allows(general)) return;
  for (std::uint64_t bits = 0; bits < 1U << role_count; ++bits) {
    const RoleSet roles = RoleSet::from_bits(bits);
    if (!roles.is_within(space_.roles)) continue;
    for (const bool custom : {false, true}) {
      if (custom && team_.custom == CustomRole::undefined) continue;
      Question question = general;
      question.request.roles =
          RoleRequest{.roles = roles, .custom = custom && !member.custom ? grants_of(team_.custom) : GrantSet{}};
      if (!allows(question)) continue;
      Person after = member;
      after.roles = roles;
      after.custom = custom;
      if (after != member) put({Operation::change_roles, via, actor, member, roles, custom}, target, after);
    }
  }
}

/// end_invitation.cc, suspend_member.cc, remove_member.cc, and member_actions.h for the states in which they make sense.
void Explorer::on_member(const Person& actor, Via via, std::size_t target) {
  const Person& member = team_.people[target];
  const auto may = [&](Action action) { return allows(question_of(action, actor, via, team_.custom, &member)); };
  const auto step = [&](Operation operation) { return TeamStep{operation, via, actor, member}; };
  Person after = member;
  switch (member.standing) {
    case Standing::gone:
      return;
    case Standing::invited:
      if (may(Action::member_revoke_invitation)) end_membership(step(Operation::revoke_invitation), target);
      break;
    case Standing::active:
      after.standing = Standing::suspended;
      if (may(Action::member_suspend)) put(step(Operation::suspend), target, after);
      if (may(Action::member_remove)) end_membership(step(Operation::remove), target);
      break;
    case Standing::suspended:
      after.standing = Standing::active;
      if (may(Action::member_reactivate)) put(step(Operation::reactivate), target, after);
      if (may(Action::member_remove)) end_membership(step(Operation::remove), target);
      break;
  }
  change_roles(actor, via, target);
}

/// define_roles.cc: only newly added grants have to be the definer's to give; a role in use is not deleted.
void Explorer::define(const Person& actor, Via via) {
  for (std::size_t i = 0; i < custom_role_count; ++i) {
    const auto wished = static_cast<CustomRole>(i);
    if (wished == team_.custom) continue;
    Question question = question_of(Action::role_define, actor, via, team_.custom, nullptr);
    question.request.roles = RoleRequest{.custom = grants_of(wished) - grants_of(team_.custom)};
    if (wished == CustomRole::undefined) question.request.roles.reset();
    const bool in_use = std::ranges::any_of(team_.people, &Person::custom);
    if ((wished == CustomRole::undefined && in_use) || !allows(question)) continue;
    Team next = team_;
    next.custom = wished;
    TeamStep step{wished == CustomRole::undefined ? Operation::delete_custom_role : Operation::define_custom_role, via, actor};
    step.definition = wished;
    reach(next, step, nullptr, nullptr, nullptr);
  }
}

/// transfer_ownership.cc: to an active member who is not the owner; a new offer withdraws the old one.
void Explorer::on_team(const Person& actor, Via via) {
  invite(actor, via);
  define(actor, via);
  if (!allows(question_of(Action::team_transfer_ownership, actor, via, team_.custom, nullptr))) return;
  Team withdrawn = team_;
  for (Person& person : withdrawn.people) person.offered = false;
  if (code_of(withdrawn) != at_) reach(withdrawn, {Operation::withdraw_offer, via, actor}, nullptr, nullptr, nullptr);
  for (std::size_t i = 0; i < space_.people; ++i) {
    if (team_.people[i].standing != Standing::active || team_.people[i].owner) continue;
    Team next = withdrawn;
    next.people[i].offered = true;
    reach(next, {Operation::offer_ownership, via, actor, team_.people[i]}, nullptr, nullptr, nullptr);
  }
}

/// The flag moves from the owner, who gives the role administrator with it; never by a key.
void Explorer::accept_ownership(std::size_t self) {
  const Person& recipient = team_.people[self];
  const auto owner = std::ranges::find(team_.people, true, &Person::owner);
  if (!recipient.offered || owner == team_.people.end() ||
      !allows(question_of(Action::team_read, recipient, Via::browser, team_.custom, nullptr)))
    return;
  Team next = team_;
  next.people[static_cast<std::size_t>(owner - team_.people.begin())].owner = workshop_.old_owner_keeps_the_flag;
  next.people[self].owner = true;
  next.people[self].offered = false;
  next.people[self].roles.add(Role::administrator);
  reach(next, {Operation::accept_ownership, Via::browser, recipient, *owner}, &*owner, &recipient, &next.people[self]);
  next = team_;
  next.people[self].offered = false;
  reach(next, {Operation::decline_offer, Via::browser, recipient}, nullptr, nullptr, nullptr);
}

/// What somebody does for himself, and what time does: accept_invitation.cc, decline_invitation.cc, expire_invitations.cc,
/// leave_team and return_member.
void Explorer::alone(std::size_t self) {
  const Person& person = team_.people[self];
  Person after = person;
  after.standing = Standing::active;
  if (person.standing == Standing::invited) {
    put({Operation::accept, Via::browser, person, person}, self, after);
    end_membership({Operation::end_invitation, Via::browser, person, person}, self);
  }
  if (person.standing == Standing::suspended) put({Operation::return_from_suspension, Via::browser, person, person}, self, after);
  for (const Via via : {Via::browser, Via::api_key})
    if (allows(question_of(Action::team_leave, person, via, team_.custom, nullptr)))
      end_membership({Operation::leave, via, person, person}, self);
  accept_ownership(self);
}

/// Whoever has a row in the team may try, whatever his standing; a key carries all roles of its maker.
void Explorer::by_actor(const Person& actor, Via via) {
  on_team(actor, via);
  for (std::size_t target = 0; target < space_.people; ++target)
    if (target == 0 || team_.people[target] != team_.people[target - 1]) on_member(actor, via, target);
}

void Explorer::expand() {
  for (std::size_t i = 0; i < space_.people; ++i) {
    if (i > 0 && team_.people[i] == team_.people[i - 1]) continue;  // sorted: equal people stand together
    if (team_.people[i].standing == Standing::gone) continue;
    for (const Via via : {Via::browser, Via::api_key}) by_actor(team_.people[i], via);
    alone(i);
  }
}

Exploration Explorer::run() {
  Team founded;
  founded.people[0] = {
      .standing = Standing::active, .owner = true, .roles = RoleSet{Role::administrator, Role::clinician} & space_.roles};
  at_ = code_of(founded);
  found_.emplace(at_, Found{at_, {}});
  frontier_.push_back(at_);
  for (std::size_t next = 0; next < frontier_.size() && violation_.empty(); ++next) {
    at_ = frontier_[next];
    team_ = team_of(at_);
    expand();
  }
  Exploration result{.teams = found_.size(), .steps = steps_, .violation = violation_, .to_violation = {}};
  if (violation_.empty()) return result;
  for (Found found = violating_;; found = found_.at(found.from)) {
    result.to_violation.insert(result.to_violation.begin(), found.step);
    if (found.from == frontier_.front()) break;
  }
  return result;
}

}  // namespace

GrantSet grants_of(CustomRole role) {
  switch (role) {
    case CustomRole::undefined:
      return {};
    case CustomRole::invites:
      return grants_of_all({Action::member_invite});
    case CustomRole::manages_members:
      return grants_of_all({Action::member_invite, Action::member_suspend, Action::member_remove, Action::member_reactivate,
                            Action::member_revoke_invitation, Action::api_key_manage});
    case CustomRole::assigns_roles:
      return grants_of_all({Action::role_assign, Action::role_define});
    case CustomRole::holds_the_owners:
      return grants_of_all({Action::team_delete, Action::team_transfer_ownership});
  }
  return {};
}

Question question_of(Action action, const Person& actor, Via via, CustomRole custom, const Person* target) {
  Question question = calm_question(action);
  question.subject = subject_of(actor, via, custom);
  question.resource.kind = target != nullptr ? ResourceKind::member : ResourceKind::team;
  question.resource.target_is_owner = target != nullptr && target->owner;
  return question;
}

Exploration explore(const TeamSpace& space, const Workshop& workshop) { return Explorer(space, workshop).run(); }

}  // namespace rolecall::policy::testing
