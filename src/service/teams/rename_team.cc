#include "service/teams/rename_team.h"

#include "base/text.h"
#include "service/revision.h"
#include "service/teams/create_team.h"

namespace rolecall::service {

Result<TeamView> rename_team(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                             const RenameTeam& request) {
  auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const audit::Resource resource{"team", request.team.value};
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::team_update), resource);
  if (!permit) return std::unexpected(permit.error());
  const auto name = one_line(request.name, longest_team_name);
  if (!name) return invalid_field("/name", "expected a name of 1 to 100 characters");
  if (const auto current = check_revision(request.if_match, caller->team.revision); !current) {
    return std::unexpected(current.error());
  }
  if (*name != caller->team.name) {
    const auto recorded = store::record(tx, *permit, "team.update", resource, audit::Object{{"name", caller->team.name}},
                                        audit::Object{{"name", *name}});
    caller->team.name = *name;
    store::save_team(tx, *permit, recorded, caller->team);
  }
  return view_team(tx, *caller);
}

}  // namespace rolecall::service
