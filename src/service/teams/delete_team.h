// DELETE /teams/{team} and the way back: 30 days, or as long as a session is under legal hold. Erasing is service/jobs.
#pragma once

#include <string>

#include "service/accounts/reauthenticate.h"
#include "service/environment.h"
#include "service/teams/team_view.h"
#include "store/credential.h"

namespace rolecall::service {

struct DeleteTeam {
  TeamId team;
  std::string typed_name;
  Reauthentication proof;
  Client client;
};

/// Hidden at once for everybody, every seat ends, the owner is mailed the way back. Errors: those of authorize and
/// reauthenticate; invalid at `/name` when it is not the team's name.
[[nodiscard]] Result<TeamView> delete_team(store::Transaction& tx, const Environment& environment,
                                           const store::Credential& credential, const DeleteTeam& request,
                                           const PasswordOutcome& outcome);

/// Seats of invited and active members begin again at the price of now. Errors: those of authorize; gone (`team_erased`) after
/// the period, unless a legal hold has kept the team; conflict (`not_deleted`).
[[nodiscard]] Result<TeamView> restore_team(store::Transaction& tx, const Environment& environment,
                                            const store::Credential& credential, const TeamId& team);

}  // namespace rolecall::service
