// The questions about an emergency access that exists, or not: who may review it, who may end it.
#pragma once

#include <optional>

#include "store/caller.h"
#include "store/emergency.h"

namespace rolecall::service {

[[nodiscard]] inline policy::Question ask_to_review_emergency(const store::TeamCaller& caller,
                                                              const std::optional<store::EmergencyAccess>& access) {
  auto question = caller.asks(policy::Action::emergency_review);
  question.resource = policy::Resource{.kind = policy::ResourceKind::emergency, .known = access.has_value()};
  question.resource.accessed_by_subject = !access || access->member == caller.member.id;
  return question;
}

/// Who opened it gives it up by the right to open one; everybody else contains it by the right to review it.
[[nodiscard]] inline policy::Question ask_to_end_emergency(const store::TeamCaller& caller,
                                                           const std::optional<store::EmergencyAccess>& access) {
  if (access && access->member == caller.member.id) return caller.asks(policy::Action::session_emergency_access);
  return ask_to_review_emergency(caller, access);
}

}  // namespace rolecall::service
