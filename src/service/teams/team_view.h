// A team as one caller sees it: its owner, the caller's own membership, what he may do, an ownership that waits.
#pragma once

#include <optional>
#include <string>

#include "policy/action.h"
#include "service/members/member_view.h"
#include "store/caller.h"

namespace rolecall::service {

/// How long a deleted team can be restored. Source: SPEC section 3.
inline constexpr Duration restore_period = days(30);

struct MemberRef {
  MemberId id;
  std::string name;
};

struct TeamView {
  struct Transfer {
    MemberRef to;
    Instant expires_at;
  };
  store::Team team;
  MemberRef owner;
  MemberView my_member;
  policy::ActionSet allowed_actions;
  std::optional<Transfer> transfer;
  std::optional<std::int64_t> held_sessions;    // for who may delete the team: what keeps it from being erased
  std::optional<std::int64_t> reviews_waiting;  // of emergency accesses; nothing for who does not review
};

[[nodiscard]] TeamView view_team(store::Transaction& tx, const store::TeamCaller& caller);

}  // namespace rolecall::service
