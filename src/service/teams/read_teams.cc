#include "service/teams/read_teams.h"

#include "store/team_list.h"

namespace rolecall::service {

Result<std::vector<TeamView>> list_teams(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const TeamId& after, int limit) {
  const auto caller = store::load_caller(tx, credential, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  std::vector<TeamView> views;
  for (const TeamId& team : store::teams_of_user(tx, caller->user, tx.now() - restore_period, after, limit)) {
    const auto member = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
    if (member) views.push_back(view_team(tx, *member));
  }
  return views;
}

Result<TeamView> get_team(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                          const TeamId& team) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::team_read), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  return view_team(tx, *caller);
}

}  // namespace rolecall::service
