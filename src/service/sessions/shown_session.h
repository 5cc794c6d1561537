// A session as one caller sees it: what is sealed opened, what he may do with it and with its transcript, and why not.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "policy/action.h"
#include "service/environment.h"
#include "store/caller.h"
#include "store/session.h"

namespace rolecall::service {

struct ShownSession {
  store::Session session;
  store::SessionContent content;
  policy::ActionSet allowed_actions;                        // on the session and on its transcript
  std::vector<std::pair<policy::Action, Refusal>> refused;  // of what a page offers: why not, and the way out
  bool own = false;
};

/// Error: unavailable (`content_damaged`). Asks no right: the use case has.
[[nodiscard]] Result<ShownSession> show_session(store::Transaction& tx, const store::TeamCaller& caller,
                                                const store::TeamVault& vault, const store::SessionFacts& facts);

}  // namespace rolecall::service
