// Questions about one session of the caller's team and what hangs on it. Decides nothing itself.
#pragma once

#include <optional>

#include "policy/question.h"
#include "store/caller.h"
#include "store/session.h"

namespace rolecall::service {

/// The facts of a session as the policy wants them. Notes and documents set what is their own (note_signed, authored) beside.
[[nodiscard]] inline policy::Resource resource_of(const store::SessionFacts& facts, policy::ResourceKind kind,
                                                  const std::optional<Duration>& retention, Instant now) {
  policy::Resource resource{.kind = kind, .known = true};
  resource.own = facts.own;
  resource.delegated = facts.delegated;
  resource.share = facts.share;
  resource.restricted = facts.session.restricted;
  resource.emergency_open = facts.emergency_open;
  resource.legal_hold = facts.session.legal_hold;
  resource.retention_expired = retention && !facts.session.legal_hold && facts.session.created_at + *retention <= now;
  resource.note_signed = false;
  return resource;
}

/// Whether the caller may do this to the session; nothing known, and so not_found, when the team has no such session.
[[nodiscard]] inline policy::Question ask_about_session(const store::TeamCaller& caller, policy::Action action,
                                                        const std::optional<store::SessionFacts>& facts, Instant now,
                                                        policy::ResourceKind kind = policy::ResourceKind::session) {
  auto question = caller.asks(action);
  question.resource = policy::Resource{.kind = kind};
  if (!facts) return question;
  question.resource = resource_of(*facts, kind, store::retention_of(caller.team, caller.team_facts.features, now), now);
  return question;
}

}  // namespace rolecall::service
