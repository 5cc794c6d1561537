#include <cctype>
#include <string_view>

#include "reachable_teams.h"

namespace rolecall::policy::testing {
namespace {

std::string phrase_of(const Person& person) {
  if (person.owner) return "the owner";
  std::string roles;
  const auto add = [&roles](std::string_view role) { roles.append(roles.empty() ? "" : ", ").append(role); };
  for (const Role role : person.roles) add(name_of(role));
  if (person.custom) add("the custom role");
  constexpr std::array standings{"somebody", "the invited", "the member", "the suspended"};
  std::string text = standings[static_cast<std::size_t>(person.standing)];
  if (person.standing != Standing::gone) text += " (" + (roles.empty() ? "no role" : roles) + ")";
  return text;
}

std::string_view phrase_of(CustomRole role) {
  constexpr std::array<std::string_view, custom_role_count> phrases{"nothing", "inviting", "managing members", "assigning roles",
                                                                    "what is the owner's"};
  return phrases[static_cast<std::size_t>(role)];
}

std::string roles_of(const TeamStep& step) {
  Person asked{.standing = Standing::active, .custom = step.custom, .roles = step.roles};
  return phrase_of(asked).substr(std::string_view("the member ").size());
}

std::string predicate_of(const TeamStep& step) {
  const std::string target = phrase_of(step.target);
  switch (step.operation) {
    case Operation::invite:
      return "invites somebody " + roles_of(step);
    case Operation::accept:
      return "accepts the invitation";
    case Operation::end_invitation:
      return "declines the invitation, or it expires";
    case Operation::revoke_invitation:
      return "revokes the invitation of " + target;
    case Operation::change_roles:
      return "changes the roles of " + target + " to " + roles_of(step);
    case Operation::suspend:
      return "suspends " + target;
    case Operation::reactivate:
      return "reactivates " + target;
    case Operation::return_from_suspension:
      return "returns as the suspension is over";
    case Operation::remove:
      return "removes " + target;
    case Operation::leave:
      return "leaves the team";
    case Operation::offer_ownership:
      return "offers the ownership to " + target;
    case Operation::withdraw_offer:
      return "withdraws the offer of the ownership";
    case Operation::decline_offer:
      return "declines the ownership";
    case Operation::accept_ownership:
      return "accepts the ownership";
    case Operation::define_custom_role:
      return "defines the custom role for " + std::string(phrase_of(step.definition));
    case Operation::delete_custom_role:
      return "deletes the custom role";
  }
  return {};
}

}  // namespace

std::string sentence_of(const TeamStep& step) {
  std::string text = phrase_of(step.actor) + " " + predicate_of(step);
  if (step.via == Via::api_key) text += " by a key";
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text + ".";
}

}  // namespace rolecall::policy::testing
