// Every team that a sequence of allowed operations can lead to. Whether a step is allowed is asked of `decide`; what it changes,
// and what else it takes, are the state rules of the service, named at each operation. Members in equal standing are
// interchangeable, so that a team is a multiset of people. Where it leaves a rule of the service out, it allows more:
// invitations outlive their inviter's rights, anybody gone is invited afresh (which covers reinstating), heirs are always found.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "policy/decide.h"

namespace rolecall::policy::testing {

/// `gone` is whoever is not in the team: never invited, or revoked, declined, expired, removed.
enum class Standing : std::uint8_t { gone, invited, active, suspended };

struct Person {
  Standing standing = Standing::gone;
  bool owner = false;
  bool offered = false;  // the ownership is offered to this person
  bool custom = false;   // holds the custom role of the team
  RoleSet roles;
  bool operator==(const Person&) const = default;
};

inline constexpr std::size_t most_people = 6;

/// What the team's one custom role holds; the wishes that `decide` has to refuse are among them.
enum class CustomRole : std::uint8_t { undefined, invites, manages_members, assigns_roles, holds_the_owners };
inline constexpr std::size_t custom_role_count = 5;
[[nodiscard]] GrantSet grants_of(CustomRole);

struct Team {
  std::array<Person, most_people> people{};
  CustomRole custom = CustomRole::undefined;
};

enum class Operation : std::uint8_t {
  invite,
  accept,
  end_invitation,
  revoke_invitation,
  change_roles,
  suspend,
  reactivate,
  return_from_suspension,
  remove,
  leave,
  offer_ownership,
  withdraw_offer,
  decline_offer,
  accept_ownership,
  define_custom_role,
  delete_custom_role
};

/// One operation: who did it to whom, as they stood before, and what was asked for.
struct TeamStep {
  Operation operation{};
  Via via = Via::browser;
  Person actor, target;
  RoleSet roles;
  bool custom = false;
  CustomRole definition = CustomRole::undefined;
};
[[nodiscard]] std::string sentence_of(const TeamStep&);

/// How steps are decided and done: the real policy and the rules of the service, or one of them sown with a bug.
struct Workshop {
  std::function<Decision(const Question&)> decide = [](const Question& question) { return policy::decide(question); };
  bool old_owner_keeps_the_flag = false;
};

struct TeamSpace {
  std::size_t people = most_people;    // how many places the team has
  RoleSet roles{Role::administrator};  // the built-in roles that are given
};

struct Exploration {
  std::size_t teams = 0;
  std::size_t steps = 0;
  std::string violation;               // of the first invariant that broke; empty when all hold
  std::vector<TeamStep> to_violation;  // a shortest sequence that leads there
};

/// Breadth first from a founder alone; stops at the first team or step that breaks an invariant of `violation_of`.
[[nodiscard]] Exploration explore(const TeamSpace&, const Workshop& = {});

/// The question that the service asks for an operation of this kind; for the check that roles left out decide nothing.
[[nodiscard]] Question question_of(Action, const Person& actor, Via, CustomRole, const Person* target);

}  // namespace rolecall::policy::testing
