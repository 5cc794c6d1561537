// Questions about one member of the caller's team, and the answers that depend on the member's state. Decides nothing itself.
#pragma once

#include <optional>

#include "base/result.h"
#include "policy/question.h"
#include "service/members/member_actions.h"
#include "store/caller.h"
#include "store/member.h"

namespace rolecall::service {

/// Whether the caller may do this to the member; nothing known, and so not_found, when there is no such member in the team.
[[nodiscard]] inline policy::Question ask_about(const store::TeamCaller& caller, policy::Action action,
                                                const std::optional<store::Member>& member) {
  auto question = caller.asks(action);
  question.resource.kind = policy::ResourceKind::member;
  question.resource.known = member.has_value();
  question.resource.own = member && member->id == caller.member.id;
  question.resource.target_is_owner = member && member->owner;
  return question;
}

/// Success when the action makes sense in the state that the member has now; otherwise conflict with this name and detail.
[[nodiscard]] inline Result<Done> check_state(const store::Member& member, policy::Action action, Instant now, const char* name,
                                              const char* detail) {
  if (actions_in(member.status_at(now)).has(action)) return Done{};
  return fail(Code::conflict, name, detail);
}

}  // namespace rolecall::service
