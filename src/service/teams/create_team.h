// POST /teams: whoever is signed in founds a team and is its owner.
#pragma once

#include <string>

#include "service/environment.h"
#include "service/teams/team_view.h"
#include "store/credential.h"

namespace rolecall::service {

inline constexpr std::size_t longest_team_name = 100;  // code points

/// The founder is its owner with roles administrator and clinician, its first seat is charged from now, its plan is the
/// configured default. Errors: unauthenticated; denied (`login_needed`) for a key; invalid at `/name`.
[[nodiscard]] Result<TeamView> create_team(store::Transaction& tx, const Environment& environment,
                                           const store::Credential& credential, const std::string& name);

}  // namespace rolecall::service
