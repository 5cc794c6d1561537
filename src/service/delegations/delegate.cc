#include "service/delegations/delegate.h"

#include <algorithm>

#include "policy/decide.h"
#include "policy/passing_on.h"
#include "service/notices/tell.h"
#include "store/caller.h"

namespace rolecall::service {
namespace {

using policy::Action;

policy::Question ask_about_delegation(const store::TeamCaller& caller, Action action,
                                      const std::optional<store::Delegation>& delegation) {
  auto question = caller.asks(action);
  question.resource = policy::Resource{.kind = policy::ResourceKind::delegation};
  if (!delegation) return question;
  question.resource.own = delegation->clinician == caller.member.id;
  question.resource.delegated = delegation->assistant == caller.member.id;
  question.resource.known = question.resource.own || question.resource.delegated;
  return question;
}

/// The clinician's right for who gave it, the assistant's for who received it.
Action ending_of(const store::TeamCaller& caller, const std::optional<store::Delegation>& delegation) {
  return delegation && delegation->assistant == caller.member.id ? Action::delegation_end : Action::delegation_manage;
}

bool is_open(const store::Delegation& delegation, Instant now) {
  const auto state = state_of(delegation, now);
  return state == DelegationState::planned || state == DelegationState::in_force;
}

DelegationView view_of(const store::TeamCaller& caller, store::Delegation delegation, Instant now) {
  DelegationView view{std::move(delegation), {}, {}};
  view.state = state_of(view.delegation, now);
  if (!is_open(view.delegation, now)) return view;
  const auto question = ask_about_delegation(caller, ending_of(caller, view.delegation), view.delegation);
  if (policy::decide(question).permitted()) view.allowed_actions.add(question.action);
  return view;
}

audit::Object delegation_facts(const store::Delegation& delegation) {
  return {{"clinician", delegation.clinician},
          {"assistant", delegation.assistant},
          {"from", to_rfc3339(delegation.starts_at)},
          {"to", to_rfc3339(delegation.ends_at)}};
}

void tell_assistant(store::Transaction& tx, const store::Delegation& delegation) {
  const auto assistant = store::find_member(tx, delegation.team, delegation.assistant);
  if (!assistant) return;
  tell(tx, *assistant, NoticeKind::delegation_given,
       {{"delegation", delegation.id}, {"from", to_rfc3339(delegation.starts_at)}, {"to", to_rfc3339(delegation.ends_at)}});
}

/// The clinician and the assistant, but not who did it.
void tell_end(store::Transaction& tx, const store::Delegation& delegation, const MemberId& by) {
  for (const MemberId& id : {delegation.clinician, delegation.assistant}) {
    const auto member = id == by ? std::nullopt : store::find_member(tx, delegation.team, id);
    if (member) tell(tx, *member, NoticeKind::delegation_ended, {{"delegation", delegation.id}});
  }
}

/// `by` is empty where the system does it.
void end(store::Transaction& tx, const store::Permit& permit, std::string_view action, store::Delegation delegation,
         const MemberId& by) {
  const auto recorded = store::record(tx, permit, action, {"delegation", delegation.id.value},
                                      audit::Object{{"ended_at", nullptr}}, audit::Object{{"ended_at", to_rfc3339(tx.now())}});
  store::end_delegation(tx, permit, recorded, delegation);
  tell_end(tx, delegation, by);
}

Result<store::Delegation> checked(store::Transaction& tx, const store::TeamCaller& caller, const Delegate& request) {
  const auto assistant = store::find_member(tx, request.team, request.assistant);
  const bool may_receive = assistant && assistant->status == MemberState::active &&
                           assistant->roles.has(policy::Role::assistant) && assistant->id != caller.member.id;
  if (!may_receive) return invalid_field("/assistant", "expected another active member with the role `assistant`");
  const Instant from = std::max(request.from, tx.now());
  if (request.to <= from) return invalid_field("/to", "expected an instant after `from`, in the future");
  return store::Delegation{DelegationId::make(tx.now()),
                           request.team,
                           caller.member.id,
                           caller.member.name,
                           assistant->id,
                           assistant->name,
                           from,
                           request.to,
                           tx.now(),
                           std::nullopt};
}

bool fits(const store::Delegation& delegation, const store::Member& member, const policy::Subject& rights) {
  if (delegation.assistant == member.id) return rights.roles.has(policy::Role::assistant);
  return policy::scopes_held(rights, Action::delegation_manage).has(policy::Scope::own) && policy::covers_delegation(rights);
}

std::vector<store::Delegation> lost_delegations(store::Transaction& tx, const store::Member& member,
                                                const policy::Subject& rights) {
  auto open = store::open_delegations_of(tx, member.team, member.id);
  std::erase_if(open, [&](const store::Delegation& delegation) { return fits(delegation, member, rights); });
  return open;
}

void end_all(store::Transaction& tx, const TeamId& team, const std::vector<store::Delegation>& open, store::SystemReason reason) {
  const auto permit = store::permit_system(tx, team, reason);
  for (const auto& delegation : open) end(tx, permit, "delegation.end", delegation, {});
}

}  // namespace

DelegationState state_of(const store::Delegation& delegation, Instant now) {
  if (delegation.ended_at) return DelegationState::ended;
  if (delegation.ends_at <= now) return DelegationState::over;
  return delegation.starts_at <= now ? DelegationState::in_force : DelegationState::planned;
}

Result<DelegationView> delegate_sessions(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const Delegate& request) {
  const auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto question = caller->asks(Action::delegation_manage);
  question.resource = policy::Resource{.kind = policy::ResourceKind::member, .known = true, .own = true};
  question.request.delegates = true;
  const auto permit = store::authorize(tx, *caller, question, {"member", caller->member.id.value});
  if (!permit) return std::unexpected(permit.error());
  const auto delegation = checked(tx, *caller, request);
  if (!delegation) return std::unexpected(delegation.error());
  const auto recorded = store::record(tx, *permit, "delegation.manage", {"delegation", delegation->id.value}, nullptr,
                                      delegation_facts(*delegation));
  store::insert_delegation(tx, *permit, recorded, *delegation);
  tell_assistant(tx, *delegation);
  return view_of(*caller, *delegation, tx.now());
}

Result<std::vector<DelegationView>> list_delegations(store::Transaction& tx, const Environment& environment,
                                                     const store::Credential& credential, const TeamId& team,
                                                     const store::DelegationPage& page) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(Action::team_read), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  std::vector<DelegationView> views;
  for (auto& delegation : store::list_delegations(tx, team, caller->member.id, page)) {
    views.push_back(view_of(*caller, std::move(delegation), tx.now()));
  }
  return views;
}

Result<Done> end_delegation(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                            const TeamId& team, const DelegationId& id) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto delegation = store::find_delegation(tx, team, id);
  const Action action = ending_of(*caller, delegation);
  const auto permit = store::authorize(tx, *caller, ask_about_delegation(*caller, action, delegation), {"delegation", id.value});
  if (!permit) return std::unexpected(permit.error());
  if (!is_open(*delegation, tx.now())) return fail(Code::conflict, "delegation_over", "this delegation has ended already");
  end(tx, *permit, policy::name_of(action), *delegation, caller->member.id);
  return Done{};
}

std::int64_t end_delegations_of(store::Transaction& tx, const store::Member& member, store::SystemReason reason) {
  const auto open = store::open_delegations_of(tx, member.team, member.id);
  end_all(tx, member.team, open, reason);
  return static_cast<std::int64_t>(open.size());
}

std::int64_t end_lost_delegations(store::Transaction& tx, const store::Member& member, const policy::Subject& rights) {
  const auto lost = lost_delegations(tx, member, rights);
  end_all(tx, member.team, lost, store::SystemReason::reconciliation);
  return static_cast<std::int64_t>(lost.size());
}

std::int64_t delegations_that_would_end(store::Transaction& tx, const store::Member& member, const policy::Subject& rights) {
  return static_cast<std::int64_t>(lost_delegations(tx, member, rights).size());
}

}  // namespace rolecall::service
