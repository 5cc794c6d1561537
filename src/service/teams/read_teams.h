// GET /teams and GET /teams/{team}.
#pragma once

#include <string>
#include <vector>

#include "service/environment.h"
#include "service/teams/team_view.h"
#include "store/credential.h"

namespace rolecall::service {

/// Teams in which the caller is active or suspended, and deleted ones that he owns and can restore; by id, behind `after`.
/// A key sees its own team only. Of a team that he may not open now (suspended, another login demanded) he learns its name and
/// that he is in it. Fewer than `limit`: there are no more. Errors: unauthenticated.
[[nodiscard]] Result<std::vector<TeamView>> list_teams(store::Transaction& tx, const Environment& environment,
                                                       const store::Credential& credential, const TeamId& after, int limit);

/// Errors: unauthenticated, not_found, denied, gone (`team_deleted`, for its owner).
[[nodiscard]] Result<TeamView> get_team(store::Transaction& tx, const Environment& environment,
                                        const store::Credential& credential, const TeamId& team);

}  // namespace rolecall::service
