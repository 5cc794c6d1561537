#include "policy/guards.h"

#include <array>
#include <bit>

#include "policy/custom_role.h"
#include "policy/passing_on.h"
#include "policy/reach.h"

namespace rolecall::policy {
namespace {

/// What changes a member, and so may not be done to the owner by anybody else.
constexpr ActionSet touch_member{Action::member_update,
                                 Action::member_resend_invitation,
                                 Action::member_revoke_invitation,
                                 Action::member_suspend,
                                 Action::member_reactivate,
                                 Action::member_remove,
                                 Action::member_revoke_logins,
                                 Action::role_assign};
constexpr ActionSet end_membership{Action::team_leave, Action::member_suspend, Action::member_remove};
constexpr ActionSet denied_to_keys{Action::api_key_manage, Action::session_emergency_access};
constexpr ActionSet give_rights{Action::role_assign, Action::role_define, Action::api_key_manage};
constexpr ActionSet change_note{Action::note_update, Action::note_delete, Action::note_sign};

/// Nothing of what is there is left afterwards. Saving a note or document is not here: under hold it makes a version.
constexpr ActionSet destroy_content{Action::session_delete, Action::session_update, Action::transcript_update,
                                    Action::note_delete, Action::document_delete};

/// Opens, passes on or changes the content of a session. What contains it (unshare, restrict, hold, delete, reassign) is not
/// here.
constexpr ActionSet use_content{Action::session_record,  Action::session_read,      Action::session_update, Action::session_share,
                                Action::transcript_read, Action::transcript_update, Action::note_read,      Action::note_create,
                                Action::note_update,     Action::note_sign,         Action::note_addend,    Action::document_read,
                                Action::document_create, Action::document_update};

bool targets_owner(const Question& question) {
  return question.resource.kind == ResourceKind::member && question.resource.target_is_owner;
}

bool owner_protected(const Question& question) { return targets_owner(question) && !acts_as_owner(question.subject); }

/// A team without an active owner could not be billed or deleted, so not even the owner ends his own membership.
bool owner_cannot_leave(const Question& question) {
  return question.action == Action::team_leave ? question.subject.owner : targets_owner(question);
}

bool owner_keeps_administrator(const Question& question) {
  const auto& asked = question.request.roles;
  return targets_owner(question) && asked && !asked->roles.has(Role::administrator);
}

bool is_by_key(const Question& question) { return question.subject.via == Via::api_key; }

/// Built-in roles are the one thing that is given without being held: whoever assigns roles assigns any of them.
bool gives_above_own_rights(const Question& question) {
  const RoleRequest asked = question.request.roles.value_or(RoleRequest{});
  if (asked.owner) return true;
  GrantSet may_give = grants_of(question.subject);
  if (question.action == Action::role_define) may_give = may_give & assignable_to_custom_roles;
  if (!is_within(asked.custom, may_give)) return true;
  return question.action == Action::api_key_manage && !asked.roles.is_within(question.subject.roles);
}

bool shares_above_own_rights(const Question& question) {
  const ShareLevel asked = question.request.share;
  if (asked == ShareLevel::none) return false;  // a shortcut: what may be shared is found out from many rows
  return clinical_content.has(question.resource.kind) && asked > highest_share(question);
}

bool delegates_above_own_rights(const Question& question) {
  return question.request.delegates && !covers_delegation(question.subject);
}

bool reassign_to_self(const Question& question) { return question.request.heir == Heir::subject; }

bool review_of_own_access(const Question& question) {
  return question.resource.kind == ResourceKind::emergency && question.resource.accessed_by_subject;
}

bool emergency_access_off(const Question& question) { return !question.team.emergency_access_enabled; }

bool plan_lacks_feature(const Question& question) { return !missing_features(question).empty(); }

bool note_signed(const Question& question) {
  return question.resource.kind == ResourceKind::note && question.resource.note_signed;
}

bool legal_hold(const Question& question) { return clinical_content.has(question.resource.kind) && question.resource.legal_hold; }

bool retention_expired(const Question& question) {
  return clinical_content.has(question.resource.kind) && question.resource.retention_expired;
}

bool trial_used(const Question& question) { return question.team.trial_used; }

/// One guard: for these actions, this rule denies where the facts make it stand.
struct Guard {
  Rule rule{};
  ActionSet actions;
  bool (*stands)(const Question&) = nullptr;
};

/// In the order in which a deny names them (SPEC section 2).
constexpr std::array request_guards{
    Guard{Rule::owner_protected, touch_member, owner_protected},
    Guard{Rule::owner_cannot_leave, end_membership, owner_cannot_leave},
    Guard{Rule::owner_keeps_administrator, {Action::role_assign}, owner_keeps_administrator},
    Guard{Rule::above_own_rights, denied_to_keys, is_by_key},
    Guard{Rule::above_own_rights, give_rights, gives_above_own_rights},
    Guard{Rule::above_own_rights, {Action::session_share}, shares_above_own_rights},
    Guard{Rule::above_own_rights, {Action::delegation_manage}, delegates_above_own_rights},
    Guard{Rule::reassign_to_self, {Action::session_reassign}, reassign_to_self},
    Guard{Rule::review_of_own_access, {Action::emergency_review}, review_of_own_access},
    Guard{Rule::emergency_access_off, {Action::session_emergency_access}, emergency_access_off},
    Guard{Rule::plan_lacks_feature, ActionSet::all(), plan_lacks_feature},
    Guard{Rule::note_signed, change_note, note_signed},
    Guard{Rule::legal_hold, destroy_content, legal_hold},
    Guard{Rule::retention_expired, use_content, retention_expired},
    Guard{Rule::trial_used, {Action::billing_start_trial}, trial_used},
};

/// Which guards an action has to pass, as bits by their place, so that a decision tries only those.
constexpr std::array<std::uint16_t, action_count> guards_by_action = [] {
  std::array<std::uint16_t, action_count> index{};
  for (std::size_t guard = 0; guard < request_guards.size(); ++guard)
    for (const Action action : request_guards[guard].actions)
      index[static_cast<std::size_t>(action)] |= static_cast<std::uint16_t>(1U << guard);
  return index;
}();

bool is_outside(const Subject& subject) {
  return subject.state != MemberState::invited && subject.state != MemberState::active && subject.state != MemberState::suspended;
}

/// A deleted team is hidden from all; its owner may still bring it back.
bool hides_in_deleted_team(const Question& question) {
  return question.team.deleted && !(question.action == Action::team_restore && acts_as_owner(question.subject));
}

}  // namespace

bool ends_membership(Action action) { return end_membership.has(action); }

bool is_denied_to_key(const Question& question) { return is_by_key(question) && denied_to_keys.has(question.action); }

bool is_within_sight(const Question& question) {
  const Resource& resource = question.resource;
  if (is_outside(question.subject) || !resource.known || hides_in_deleted_team(question)) return false;
  return resource.kind != ResourceKind::template_ || !resource.personal_template || resource.own;
}

std::optional<Rule> subject_guard(const Question& question) {
  if (question.subject.state != MemberState::active) return Rule::subject_not_active;
  if (question.subject.sign_in == SignIn::before_forced_sign_out) return Rule::sign_in_again;
  if (question.team.require_mfa && question.subject.second_factor == SecondFactor::none) return Rule::mfa_required;
  return std::nullopt;
}

std::optional<Rule> request_guard(const Question& question) {
  for (unsigned left = guards_by_action[static_cast<std::size_t>(question.action)]; left != 0; left &= left - 1) {
    const Guard& guard = request_guards[static_cast<std::size_t>(std::countr_zero(left))];
    if (guard.stands(question)) return guard.rule;
  }
  return std::nullopt;
}

}  // namespace rolecall::policy
