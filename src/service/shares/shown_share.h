// A share as the caller sees it.
#pragma once

#include "policy/decide.h"
#include "service/sessions/permitted_session.h"
#include "service/shares/share_tag.h"
#include "store/shares.h"

namespace rolecall::service {

struct ShownShare {
  store::Share share;
  std::string tag;                    // see share_tag.h
  policy::ActionSet allowed_actions;  // session.share: the caller gave it and may change it; session.unshare: he may end it
};

/// `shares`: of the session, all that are in force.
[[nodiscard]] inline ShownShare show_share(const PermittedSession& permitted, const std::vector<store::Share>& shares,
                                           store::Share share, Instant now) {
  policy::ActionSet offered{policy::Action::session_unshare};
  if (share.granted_by == permitted.caller.member.id) offered.add(policy::Action::session_share);
  const auto question = ask_about_session(permitted.caller, policy::Action::session_share, permitted.facts, now);
  auto tag = share_tag(permitted, shares, share.member, now);
  return {std::move(share), std::move(tag), policy::allowed_actions(question) & offered};
}

}  // namespace rolecall::service
