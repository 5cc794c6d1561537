// Who of a team holds a right, whatever gives it to them: for telling those whom something concerns. Decides nothing.
#pragma once

#include <vector>

#include "policy/action.h"
#include "policy/scope.h"
#include "store/member.h"

namespace rolecall::service {

struct RightHeld {
  policy::Action action;
  policy::Scope scope;
};
/// Active members but `except` who hold it by a built-in or a custom role, by id.
[[nodiscard]] std::vector<store::Member> who_holds(store::Transaction& tx, const TeamId& team, const RightHeld& right,
                                                   const MemberId& except);

}  // namespace rolecall::service
