#include "service/membership/change_roles.h"

#include <algorithm>

#include "policy/custom_role.h"
#include "service/compose/team_mails.h"
#include "service/delegations/delegate.h"
#include "service/emergency/end_emergency.h"
#include "service/members/ask_about.h"
#include "service/members/member_audit.h"
#include "service/members/revoke_invitations_of.h"
#include "service/members/role_selection.h"
#include "service/notices/tell.h"
#include "service/revision.h"
#include "service/shares/share_tree.h"
#include "store/custom_roles.h"
#include "store/invitations.h"
#include "store/outbox.h"
#include "store/session_view_audience.h"

namespace rolecall::service {
namespace {

/// Everything that was checked before anything is written.
struct CheckedRoles {
  store::TeamCaller caller;
  store::Permit permit;
  store::Member before;
  store::Member after;
};

/// Only what is newly given has to be within the giver's own rights.
policy::GrantSet newly_given(store::Transaction& tx, const RoleSelection& selection, const std::optional<store::Member>& target) {
  return target ? selection.custom_grants - store::custom_grants(tx, *target) : selection.custom_grants;
}

Result<CheckedRoles> check_roles(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                 const ChangeRoles& request) {
  auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto target = store::find_member(tx, request.team, request.member);
  auto general = ask_about(*caller, policy::Action::role_assign, target);
  const audit::Resource resource{"member", request.member.value};
  auto permit = store::authorize(tx, *caller, general, resource);
  if (!permit) return std::unexpected(permit.error());
  const auto selection = read_roles(tx, request.team, request.roles);
  if (!selection) return std::unexpected(selection.error());
  general.request.roles = policy::RoleRequest{selection->roles, newly_given(tx, *selection, target), selection->names_owner};
  permit = store::authorize(tx, *caller, general, resource);
  if (!permit) return std::unexpected(permit.error());
  if (selection->empty()) return invalid_field("/roles", "expected at least one role");
  const auto open = check_state(*target, policy::Action::role_assign, tx.now(), "not_current",
                                "only the roles of invited, active and suspended members can change");
  if (!open) return std::unexpected(open.error());
  if (const auto current = check_revision(request.if_match, target->revision); !current) return std::unexpected(current.error());
  store::Member after = *target;
  after.roles = selection->roles;
  after.custom_roles = selection->custom;
  after.custom_role_count = static_cast<std::int64_t>(selection->custom.size());
  return CheckedRoles{std::move(*caller), std::move(*permit), std::move(*target), std::move(after)};
}

bool may_assign(const policy::Subject& subject) { return !policy::scopes_held(subject, policy::Action::role_assign).empty(); }

policy::Subject with_roles(policy::Subject subject, const store::Member& member, const policy::GrantSet& custom) {
  subject.state = MemberState::active;
  subject.roles = member.roles;
  subject.custom = custom;
  return subject;
}

/// The rights before and after, as if the member were active: an invited one gains them by accepting.
struct Subjects {
  policy::Subject before;
  policy::Subject after;
};

/// What the custom roles grant that he will hold.
policy::GrantSet custom_after(store::Transaction& tx, const CheckedRoles& checked) {
  policy::GrantSet custom;
  for (const RoleId& id : checked.after.custom_roles) {
    if (const auto role = store::find_custom_role(tx, checked.after.team, id)) custom = custom | role->grants;
  }
  return custom;
}

/// And those of them that stand in the audience of Session View.
policy::GrantSet audience_custom_after(store::Transaction& tx, const CheckedRoles& checked) {
  policy::GrantSet custom;
  for (const auto& role : store::custom_roles_in_audience(tx, checked.after.team)) {
    if (std::ranges::find(checked.after.custom_roles, role.id) != checked.after.custom_roles.end()) custom = custom | role.grants;
  }
  return custom;
}

Subjects subjects_of(store::Transaction& tx, const CheckedRoles& checked) {
  const auto subject = store::subject_of(tx, checked.before, tx.now());
  return {with_roles(subject, checked.before, subject.custom), with_roles(subject, checked.after, custom_after(tx, checked))};
}

ReadableChange readable_change(store::Transaction& tx, const CheckedRoles& checked, const Subjects& subjects) {
  const store::Team& team = checked.caller.team;
  const auto facts_before = facts_for(tx, team, checked.caller.team_facts, checked.before).team;
  auto facts_after = facts_before;
  facts_after.session_view.audience_custom = audience_custom_after(tx, checked);
  const auto before = readable_sessions(tx, team, facts_before, checked.before.id, subjects.before);
  const auto after = readable_sessions(tx, team, facts_after, checked.before.id, subjects.after);
  return {before.sessions, after.sessions, after.clinicians};
}

bool reads_own(const policy::Subject& subject) {
  return policy::scopes_held(subject, policy::Action::session_read).has(policy::Scope::own);
}

/// What he shared and delegated is counted too: that ends in the same change.
void add_lost_sessions(store::Transaction& tx, const CheckedRoles& checked, const Subjects& subjects,
                       std::vector<std::string>& warnings) {
  if (!reads_own(subjects.before) || reads_own(subjects.after)) return;
  const auto count = sessions_lost_without(tx, checked.caller.team, checked.caller.team_facts, checked.before.id);
  if (count == 0) return;
  warnings.push_back("Sessions of this member that nobody will be able to open: " + std::to_string(count) + ".");
}

/// Shares and delegations end with the right to give them, emergency accesses with the right to open one.
void add_what_ends(store::Transaction& tx, const CheckedRoles& checked, const Subjects& subjects,
                   std::vector<std::string>& warnings) {
  if (const auto count = shares_that_would_end(tx, checked.before, sharer_with(subjects.after)); count > 0) {
    warnings.push_back("Shares of sessions that will end, because this member may no longer give them: " + std::to_string(count) +
                       ".");
  }
  if (const auto count = delegations_that_would_end(tx, checked.before, subjects.after); count > 0) {
    warnings.push_back("Delegations that will end: " + std::to_string(count) + ".");
  }
  if (const auto count = emergencies_that_would_end(tx, checked.before, subjects.after); count > 0) {
    warnings.push_back("Emergency accesses that will end: " + std::to_string(count) + ".");
  }
}

audit::Array names(const std::vector<std::string>& titles) { return {titles.begin(), titles.end()}; }

/// By mail and in the portal.
void tell_change(store::Transaction& tx, const Environment& environment, const CheckedRoles& checked) {
  const auto before = role_titles(tx, checked.before);
  const auto after = role_titles(tx, checked.after);
  const auto mail =
      compose::role_changed_mail({checked.caller.caller.name, checked.caller.team.name, before, after,
                                  environment.settings.public_url + "/teams/" + checked.before.team.value + "/members"});
  store::add_mail(
      tx, environment.keys.sealer(),
      {"role_changed", checked.after.team, checked.after.id, checked.after.address, mail.subject, mail.text, mail.html});
  tell(tx, checked.after, NoticeKind::roles_changed, {{"before", names(before)}, {"after", names(after)}});
}

}  // namespace

Result<MemberView> change_roles(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const ChangeRoles& request) {
  auto checked = check_roles(tx, environment, credential, request);
  if (!checked) return std::unexpected(checked.error());
  store::Member& after = checked->after;
  const bool is_same = checked->before.roles == after.roles && checked->before.custom_roles == after.custom_roles;
  if (is_same) return view_member(tx, checked->caller, after);
  const Subjects subjects = subjects_of(tx, *checked);
  auto change = change_of(checked->before, after);
  const auto recorded = store::record(tx, checked->permit, "role.assign", {"member", after.id.value}, std::move(change.before),
                                      std::move(change.after));
  store::save_member(tx, checked->permit, recorded, after);
  end_shares_of(tx, after, sharer_with(subjects.after), store::SystemReason::sharer_lost_right);
  end_lost_delegations(tx, after, subjects.after);
  end_lost_emergencies(tx, after, subjects.after);
  if (may_invite(subjects.before) && !may_invite(subjects.after)) {
    const auto revoked =
        revoke_invitations_of(tx, environment, checked->caller.team, after, store::SystemReason::inviter_lost_right);
    if (!revoked) return std::unexpected(revoked.error());
  }
  if (after.status != MemberState::invited) tell_change(tx, environment, *checked);
  return view_member(tx, checked->caller, after);
}

Result<RoleChangePreview> preview_roles(store::Transaction& tx, const Environment& environment,
                                        const store::Credential& credential, const ChangeRoles& request) {
  auto checked = check_roles(tx, environment, credential, request);
  static_cast<void>(tx.take_record());  // a question, even a refused one, writes nothing (SPEC section 7)
  if (!checked) return std::unexpected(checked.error());
  const Subjects subjects = subjects_of(tx, *checked);
  const auto change = policy::role_change_preview(subjects.before, subjects.after);
  RoleChangePreview preview{change.gained, change.lost, {}, readable_change(tx, *checked, subjects)};
  add_lost_sessions(tx, *checked, subjects, preview.warnings);
  add_what_ends(tx, *checked, subjects, preview.warnings);
  const auto pending = store::pending_invitations_of(tx, request.team, checked->before.id).size();
  if (pending > 0 && may_invite(subjects.before) && !may_invite(subjects.after)) {
    preview.warnings.push_back("The invitations that this member has sent and that nobody accepted yet will be revoked: " +
                               std::to_string(pending) + ".");
  }
  if (checked->caller.member.id == checked->before.id && may_assign(subjects.before) && !may_assign(subjects.after)) {
    preview.warnings.emplace_back("You will no longer be able to change roles, your own included.");
  }
  return preview;
}

}  // namespace rolecall::service
