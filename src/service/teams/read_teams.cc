#include "service/teams/read_teams.h"

#include <utility>

#include "store/team_list.h"

namespace rolecall::service {
namespace {

/// Whoever is suspended, or signed in as the team does not accept, learns that he is in it, as from GET /me, and nothing else.
TeamView closed_view(store::Transaction& tx, const store::TeamCaller& caller) {
  store::Team shown;
  shown.id = caller.team.id;
  shown.name = caller.team.name;
  shown.created_at = caller.team.created_at;
  shown.deleted_at = caller.team.deleted_at;
  return {std::move(shown), {}, view_member(tx, caller, caller.member), {}, std::nullopt};
}

TeamView listed(store::Transaction& tx, const store::TeamCaller& caller) {
  const auto opens = caller.team.deleted_at ? policy::Action::team_restore : policy::Action::team_read;
  return caller.may(opens) ? view_team(tx, caller) : closed_view(tx, caller);
}

}  // namespace

Result<std::vector<TeamView>> list_teams(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const TeamId& after, int limit) {
  const auto caller = store::load_caller(tx, credential, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  std::vector<TeamView> views;
  TeamId last = after;
  for (bool has_more = true; has_more && std::cmp_less(views.size(), limit);) {
    const auto teams = store::teams_of_user(tx, caller->user, tx.now() - restore_period, last, limit);
    has_more = std::cmp_equal(teams.size(), limit);
    for (const TeamId& team : teams) {
      last = team;
      const auto member = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
      if (member && std::cmp_less(views.size(), limit)) views.push_back(listed(tx, *member));
    }
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
