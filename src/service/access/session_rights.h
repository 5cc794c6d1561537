// What a member who need not be the caller may do with a session and all that hangs on it, by the policy that every request asks.
// Reads facts of sessions and members only, never content.
#pragma once

#include <vector>

#include "policy/decide.h"
#include "store/caller.h"
#include "store/session.h"

namespace rolecall::service {

/// Whether members may read one session. Login guards count as met (SPEC section 2).
class SessionReaders {
 public:
  /// The arguments outlive it. INVARIANT: the caller was permitted to know who may read sessions of his team.
  SessionReaders(store::Transaction& tx, const store::TeamCaller& caller);

  /// May this member read it? `facts`: the session and what it is to this member.
  [[nodiscard]] policy::Question ask(const store::Member& member, const store::SessionFacts& facts) const;

 private:
  store::Transaction& tx_;
  const store::TeamCaller& caller_;
  std::vector<MemberId> named_;  // in the audience of Session View
};

/// An action with the grant by which it is permitted.
struct SessionRight {
  policy::Action action{};
  policy::GrantUsed grant;
};
/// Everything that is permitted on the session of the question, its transcript, its open notes and its documents by others, in
/// the order of the catalogue. Action and kind of the question are ignored.
[[nodiscard]] std::vector<SessionRight> rights_on(policy::Question question);

/// Whether it opens content: session, transcript, note or document.
[[nodiscard]] bool is_reading(policy::Action action);
/// Those that are permitted on the session of the question. Action and kind of the question are ignored.
[[nodiscard]] policy::ActionSet readings_on(policy::Question question);
/// Those that are permitted on what a colleague has neither restricted, shared nor delegated: what Session View opens.
[[nodiscard]] policy::ActionSet readings_of_colleagues(const policy::Subject& subject, const policy::TeamFacts& facts);

}  // namespace rolecall::service
