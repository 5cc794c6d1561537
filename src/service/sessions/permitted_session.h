// How a use case about one session begins that shows no content: who asks, the session's facts, the right.
#pragma once

#include "base/result.h"
#include "service/environment.h"
#include "service/sessions/ask_about_session.h"
#include "store/credential.h"
#include "store/permit.h"

namespace rolecall::service {

/// A session that the caller may do this to, with the proof.
struct PermittedSession {
  store::TeamCaller caller;
  store::SessionFacts facts;
  store::Permit permit;
};

/// `asked` says what exactly, beside the action. Errors: unauthenticated, not_found, denied.
[[nodiscard]] inline Result<PermittedSession> permit_on_session(store::Transaction& tx, const Environment& environment,
                                                                const store::Credential& credential, const TeamId& team,
                                                                const SessionId& session, policy::Action action,
                                                                const policy::Request& asked = {}) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto facts = store::find_session(tx, team, caller->member.id, session);
  auto question = ask_about_session(*caller, action, facts, tx.now());
  question.request = asked;
  auto permit = store::authorize(tx, *caller, question, {"session", session.value});
  if (!permit) return std::unexpected(permit.error());
  return PermittedSession{std::move(*caller), std::move(*facts), std::move(*permit)};
}

}  // namespace rolecall::service
