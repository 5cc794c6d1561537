// A team as it was at an instant, from the intervals of its history.
#pragma once

#include <optional>
#include <vector>

#include "base/id.h"
#include "store/team.h"

namespace rolecall::store {

/// What a decision is made from is as it was then; the rest of `team` is as it is now.
struct PastTeam {
  Team team;
  std::vector<MemberId> named;       // in the audience of Session View
  std::vector<RoleId> custom_roles;  // likewise
};

/// Nothing when no interval holds the instant, or one that lacks a fact: whoever asks then gets no answer, never a guess.
[[nodiscard]] std::optional<PastTeam> team_at(Transaction& tx, const Team& present, Instant at);

}  // namespace rolecall::store
