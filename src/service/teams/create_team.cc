#include "service/teams/create_team.h"

#include "base/text.h"
#include "service/accounts/reauthenticate.h"
#include "service/members/member_audit.h"
#include "service/seats.h"
#include "service/teams/trial_owner.h"

namespace rolecall::service {
namespace {

store::Team new_team(const store::Transaction& tx, const Environment& environment, const store::Caller& founder,
                     std::string name) {
  store::Team team;
  team.id = TeamId::make(tx.now());
  team.name = std::move(name);
  team.created_at = tx.now();
  team.plan = environment.plans.default_plan;
  team.interval = environment.plans.default_interval;
  team.term_anchor = billing::at_second(tx.now());
  team.owner_hash = trial_owner_hash(environment, founder.address_key);
  return team;
}

store::Member founder(const store::Transaction& tx, const store::Caller& caller, const TeamId& team) {
  store::Member member;
  member.id = MemberId::make(tx.now());
  member.team = team;
  member.user = caller.user;
  member.address = caller.address;
  member.address_key = caller.address_key;
  member.name = caller.name;
  member.name_key = key_of_name(caller.name);
  member.status = MemberState::active;
  member.roles = {policy::Role::administrator, policy::Role::clinician};
  member.owner = true;
  member.created_at = tx.now();
  member.joined_at = tx.now();
  member.status_since = tx.now();
  return member;
}

}  // namespace

Result<TeamView> create_team(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                             const std::string& typed_name) {
  const auto caller = load_signed_in(tx, environment, credential);
  if (!caller) return std::unexpected(caller.error());
  auto name = one_line(typed_name, longest_team_name);
  if (!name) return invalid_field("/name", "expected a name of 1 to 100 characters");
  const store::Team team = new_team(tx, environment, *caller, std::move(*name));
  const store::Member owner = founder(tx, *caller, team.id);
  const audit::Actor actor{audit::ActorType::member, owner.id.value, audit::Personal{caller->name, caller->user.value}};
  const auto permit = store::permit_person(tx, team.id, actor, caller->login.value);
  store::insert_team(tx, permit, team);
  const auto recorded = store::record(tx, permit, "team.create", {"team", team.id.value}, nullptr,
                                      audit::Object{{"name", team.name}, {"plan", team.plan}});
  store::insert_member(tx, permit, recorded, owner);
  if (const auto seat = begin_seat(tx, environment, permit, recorded, team, owner); !seat) return std::unexpected(seat.error());
  const auto founded = store::load_team_caller(tx, credential, team.id, environment.plans, environment.settings.idle_limit);
  if (!founded) return std::unexpected(founded.error());
  return view_team(tx, *founded);
}

}  // namespace rolecall::service
