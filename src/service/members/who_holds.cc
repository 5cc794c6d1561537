#include "service/members/who_holds.h"

#include <algorithm>

#include "policy/decide.h"
#include "store/caller.h"
#include "store/role_holders.h"

namespace rolecall::service {
namespace {

bool holds(const policy::Subject& subject, const RightHeld& right) {
  return policy::scopes_held(subject, right.action).has(right.scope);
}

policy::RoleSet roles_with(const RightHeld& right) {
  policy::RoleSet roles;
  for (const policy::RoleEntry& entry : policy::all_roles) {
    policy::Subject subject;
    subject.roles = policy::RoleSet{entry.role};
    if (holds(subject, right)) roles.add(entry.role);
  }
  return roles;
}

}  // namespace

std::vector<store::Member> who_holds(store::Transaction& tx, const TeamId& team, const RightHeld& right, const MemberId& except) {
  auto members = store::holders_of_any(tx, team, roles_with(right), except);
  std::erase_if(members, [&](const store::Member& member) { return !holds(store::subject_of(tx, member, tx.now()), right); });
  return members;
}

}  // namespace rolecall::service
