// PATCH /teams/{team}.
#pragma once

#include <optional>
#include <string>

#include "service/environment.h"
#include "service/teams/team_view.h"
#include "store/credential.h"

namespace rolecall::service {

struct RenameTeam {
  TeamId team;
  std::string name;
  std::optional<std::string> if_match;
};

/// Errors: those of get_team, invalid at `/name`, stale.
[[nodiscard]] Result<TeamView> rename_team(store::Transaction& tx, const Environment& environment,
                                           const store::Credential& credential, const RenameTeam& request);

}  // namespace rolecall::service
