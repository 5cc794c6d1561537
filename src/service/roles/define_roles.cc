#include "service/roles/define_roles.h"

#include "policy/catalog.h"
#include "policy/custom_role.h"
#include "policy/decide.h"
#include "policy/explain.h"
#include "service/delegations/delegate.h"
#include "service/emergency/end_emergency.h"
#include "service/members/member_view.h"
#include "service/members/revoke_invitations_of.h"
#include "service/notices/tell.h"
#include "service/revision.h"
#include "service/settings/effective_session_view.h"
#include "service/shares/share_tree.h"
#include "store/caller.h"
#include "store/session_view_audience.h"

namespace rolecall::service {
namespace {

using policy::Action;

policy::Question ask_about_role(const store::TeamCaller& caller, Action action, bool known) {
  auto question = caller.asks(action);
  question.resource.kind = policy::ResourceKind::role;
  question.resource.known = known;
  return question;
}

CustomRoleView view_of(const store::TeamCaller& caller, store::CustomRole role) {
  return {std::move(role), policy::allowed_actions(ask_about_role(caller, Action::role_read, true))};
}

audit::Value role_facts(const store::CustomRole& role) {
  audit::Array grants;
  for (const policy::GrantId id : role.grants) {
    const policy::Grant& grant = policy::grant_at(id);
    grants.emplace_back(audit::Array{policy::name_of(grant.action), policy::name_of(grant.scope)});
  }
  return audit::Object{{"name", role.name}, {"family", policy::name_of(role.family)}, {"grants", std::move(grants)}};
}

audit::Resource role_resource(const RoleId& role) { return {"role", role.value}; }

/// What was checked before a custom role changes or goes.
struct Found {
  store::TeamCaller caller;
  store::Permit permit;
  store::CustomRole role;
};

Result<Found> find_role(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                        const ChangeCustomRole& request) {
  auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto role = store::find_custom_role(tx, request.team, request.role);
  const auto question = ask_about_role(*caller, Action::role_define, role.has_value());
  auto permit = store::authorize(tx, *caller, question, role_resource(request.role));
  if (!permit) return std::unexpected(permit.error());
  if (const auto current = check_revision(request.if_match, role->revision); !current) return std::unexpected(current.error());
  return Found{std::move(*caller), std::move(*permit), std::move(*role)};
}

/// Nobody puts into a role what he lacks or what fits into none.
Result<store::Permit> authorize_grants(store::Transaction& tx, const store::TeamCaller& caller, policy::Question question,
                                       const policy::GrantSet& newly, const RoleId& role) {
  question.request.roles = policy::RoleRequest{{}, newly, false};
  return store::authorize(tx, caller, question, role_resource(role));
}

/// The holders who may invite at present.
std::vector<MemberId> inviters(store::Transaction& tx, const store::CustomRole& role) {
  std::vector<MemberId> found;
  for (const MemberId& id : store::holders_of(tx, role.id)) {
    const auto member = store::find_member(tx, role.team, id);
    if (member && may_invite(store::subject_of(tx, *member, tx.now()))) found.push_back(id);
  }
  return found;
}

Result<Done> revoke_where_lost(store::Transaction& tx, const Environment& environment, const store::Team& team,
                               const std::vector<MemberId>& before) {
  for (const MemberId& id : before) {
    const auto member = store::find_member(tx, team.id, id);
    if (!member || may_invite(store::subject_of(tx, *member, tx.now()))) continue;
    const auto revoked = revoke_invitations_of(tx, environment, team, *member, store::SystemReason::inviter_lost_right);
    if (!revoked) return std::unexpected(revoked.error());
  }
  return Done{};
}

/// Shares and delegations that a holder may give no longer end, and emergency accesses of who may open none any more.
void end_what_was_lost(store::Transaction& tx, const store::CustomRole& role) {
  for (const MemberId& id : store::holders_of(tx, role.id)) {
    const auto member = store::find_member(tx, role.team, id);
    if (!member) continue;
    const auto rights = store::subject_of(tx, *member, tx.now());
    end_shares_of(tx, *member, sharer_with(rights), store::SystemReason::sharer_lost_right);
    end_lost_delegations(tx, *member, rights);
    end_lost_emergencies(tx, *member, rights);
  }
}

void tell_holders(store::Transaction& tx, const store::CustomRole& role) {
  for (const MemberId& id : store::holders_of(tx, role.id)) {
    const auto member = store::find_member(tx, role.team, id);
    if (member) tell(tx, *member, NoticeKind::role_redefined, {{"role", role.name}});
  }
}

std::vector<RoleHolder> holders_for(store::Transaction& tx, const store::TeamCaller& caller, const std::vector<MemberId>& ids) {
  std::vector<RoleHolder> holders;
  for (const MemberId& id : ids) {
    const auto member = store::find_member(tx, caller.team.id, id);
    if (member) holders.push_back({id.value, view_member(tx, caller, *member).name});
  }
  return holders;
}

/// Deleted, it would leave the settings naming what nobody can give: whoever set the audience takes it out.
Result<Done> check_unused(store::Transaction& tx, const Found& found) {
  const auto holders = store::holders_of(tx, found.role.id);
  const bool is_in_audience = store::is_in_audience(tx, found.role.team, found.role.id);
  if (holders.empty() && !is_in_audience) return Done{};
  if (holders.empty()) {
    return fail(Code::conflict, "role_in_audience",
                "take the role out of the audience of Session View in the team settings first");
  }
  auto in_use = fail(Code::conflict, "role_in_use",
                     "take the role away first; members who hold it: " + std::to_string(holders.size()) +
                         (is_in_audience ? "; take it out of the audience of Session View in the team settings as well" : ""));
  in_use.error().holders = holders_for(tx, found.caller, holders);
  return in_use;
}

}  // namespace

Result<CustomRoles> list_roles(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                               const TeamId& team) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(Action::role_read), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  CustomRoles found;
  for (auto& role : store::list_custom_roles(tx, team)) found.roles.push_back(view_of(*caller, std::move(role)));
  const auto question = caller->asks(Action::role_define);
  const auto decision = policy::decide(question);
  if (!decision.permitted()) found.locked = policy::refusal_of(decision, question);
  found.definable = policy::grants_of(caller->subject) & policy::assignable_to_custom_roles;
  return found;
}

Result<CustomRoleView> get_role(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const TeamId& team, const RoleId& id) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto role = store::find_custom_role(tx, team, id);
  const auto permit =
      store::authorize(tx, *caller, ask_about_role(*caller, Action::role_read, role.has_value()), role_resource(id));
  if (!permit) return std::unexpected(permit.error());
  return view_of(*caller, std::move(*role));
}

Result<CustomRoleView> define_role(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                   const TeamId& team, const RoleDraft& draft) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  store::CustomRole role;
  role.id = RoleId::make(tx.now());
  role.team = team;
  role.created_at = tx.now();
  const auto general = store::authorize(tx, *caller, caller->asks(Action::role_define), {"team", team.value});
  if (!general) return std::unexpected(general.error());
  if (const auto applied = apply(tx, draft, role); !applied) return std::unexpected(applied.error());
  const auto permit = authorize_grants(tx, *caller, caller->asks(Action::role_define), role.grants, role.id);
  if (!permit) return std::unexpected(permit.error());
  const auto recorded = store::record(tx, *permit, "role.define", role_resource(role.id), nullptr, role_facts(role));
  store::insert_custom_role(tx, *permit, recorded, role);
  return view_of(*caller, std::move(role));
}

Result<CustomRoleView> change_custom_role(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const ChangeCustomRole& request) {
  auto found = find_role(tx, environment, credential, request);
  if (!found) return std::unexpected(found.error());
  store::CustomRole after = found->role;
  if (const auto applied = apply(tx, request.draft, after); !applied) return std::unexpected(applied.error());
  const auto question = ask_about_role(found->caller, Action::role_define, true);
  const auto permit = authorize_grants(tx, found->caller, question, after.grants - found->role.grants, after.id);
  if (!permit) return std::unexpected(permit.error());
  const bool is_same = after.name == found->role.name && after.family == found->role.family && after.grants == found->role.grants;
  if (is_same) return view_of(found->caller, std::move(after));
  const auto could_invite = inviters(tx, after);
  const auto told = told_view(tx, environment, found->caller.team);
  const auto recorded =
      store::record(tx, *permit, "role.define", role_resource(after.id), role_facts(found->role), role_facts(after));
  store::save_custom_role(tx, *permit, recorded, after);
  if (after.grants != found->role.grants) {
    end_what_was_lost(tx, after);
    tell_holders(tx, after);
    settle_view(tx, environment, *permit, found->caller.team,
                {told, compose::ViewCause::role, found->caller.member.id, found->caller.caller.name});
  }
  const auto revoked = revoke_where_lost(tx, environment, found->caller.team, could_invite);
  if (!revoked) return std::unexpected(revoked.error());
  return view_of(found->caller, std::move(after));
}

Result<Done> delete_role(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                         const ChangeCustomRole& request) {
  const auto found = find_role(tx, environment, credential, request);
  if (!found) return std::unexpected(found.error());
  if (const auto unused = check_unused(tx, *found); !unused) return std::unexpected(unused.error());
  const auto recorded =
      store::record(tx, found->permit, "role.define", role_resource(found->role.id), role_facts(found->role), nullptr);
  store::delete_custom_role(tx, found->permit, recorded, found->role);
  return Done{};
}

}  // namespace rolecall::service
