// A share as the caller sees it.
#pragma once

#include "policy/decide.h"
#include "service/sessions/permitted_session.h"
#include "store/shares.h"

namespace rolecall::service {

struct ShownShare {
  store::Share share;
  policy::ActionSet allowed_actions;  // session.share: the caller gave it and may change it; session.unshare: he may end it
};

[[nodiscard]] inline ShownShare show_share(const PermittedSession& permitted, store::Share share, Instant now) {
  policy::ActionSet offered{policy::Action::session_unshare};
  if (share.granted_by == permitted.caller.member.id) offered.add(policy::Action::session_share);
  const auto question = ask_about_session(permitted.caller, policy::Action::session_share, permitted.facts, now);
  return {std::move(share), policy::allowed_actions(question) & offered};
}

}  // namespace rolecall::service
