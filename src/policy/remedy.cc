#include "policy/remedy.h"

#include "policy/guards.h"
#include "policy/passing_on.h"
#include "policy/reach.h"

namespace rolecall::policy {
namespace {

using Choice = std::optional<RemedyChoice>;

Choice by_self(std::string_view text) { return RemedyChoice{text, std::nullopt, RemedyFor::self}; }
Choice by_holders(std::string_view text, Action action) { return RemedyChoice{text, action, RemedyFor::holders}; }
Choice by_clinician(std::string_view text, Action action) { return RemedyChoice{text, action, RemedyFor::session_clinician}; }
Choice by_author(std::string_view text, Action action) { return RemedyChoice{text, action, RemedyFor::author}; }

Choice transfer_first() {
  return by_holders("The Account Owner can hand the ownership over to another member first.", Action::team_transfer_ownership);
}

Choice not_active(const Question& question) {
  if (question.subject.state == MemberState::invited) return by_self("Open the invitation that was mailed and accept it.");
  return by_holders("An administrator can let this member back in.", Action::member_reactivate);
}

Choice no_grant(const Question& question) {
  if (is_of_owner_alone(question.action)) return by_holders("The Account Owner can do this.", question.action);
  if (question.subject.via == Via::api_key)
    return by_self("Sign in to do this, or use a key that was made with a role that includes it.");
  if (question.subject.owner)
    return RemedyChoice{"The Account Owner can take a role that includes this.", Action::role_assign, RemedyFor::owner};
  return by_holders("An administrator can give a role that includes this.", Action::role_assign);
}

Choice owner_protected(const Question& question) {
  if (ends_membership(question.action)) return transfer_first();
  return RemedyChoice{"The Account Owner can do this himself.", question.action, RemedyFor::owner};
}

Choice above_own_rights(const Question& question) {
  if (is_denied_to_key(question)) return by_self("Sign in to do this.");
  const bool names_an_owner = question.request.roles.value_or(RoleRequest{}).owner;
  if (names_an_owner && question.action == Action::role_assign) return transfer_first();
  if (question.action == Action::session_share && highest_share(question) > ShareLevel::none)
    return by_self("Share it at a lower level.");
  const bool passes_on = question.action == Action::session_share || question.action == Action::delegation_manage;
  return passes_on ? no_grant(question) : by_self("Leave out what is not held or may not be passed on.");
}

Choice plan_lacks_feature(const Question& question) {
  FeatureSet missing = missing_features(question);
  if (missing.empty()) missing.add(Feature::session_view);
  if (!question.team.trial_used && missing.is_within(question.team.trial_features))
    return by_holders("A trial that includes this can be started.", Action::billing_start_trial);
  return by_holders("A plan that includes this can be chosen.", Action::billing_upgrade);
}

Choice note_signed(const Question& question) {
  if (question.action != Action::note_update) return std::nullopt;
  return by_clinician("The session's clinician can write an addendum instead.", Action::note_addend);
}

/// Whatever can be denied on content for want of a scope is granted on one's own.
Choice clinician_himself(const Question& question) {
  return by_clinician("The session's clinician can do this.", question.action);
}

Choice share_level_too_low(const Question& question) {
  if (!reached_by_higher_share(question)) return clinician_himself(question);
  return by_clinician("The session's clinician can share it at a higher level.", Action::session_share);
}

/// Only an assistant is delegated to (SPEC section 4), whatever custom roles grant on delegated sessions.
bool can_be_delegated_to(const Question& question) {
  const Subject& subject = question.subject;
  return subject.roles.has(Role::assistant) && scopes_held(subject, question.action).has(Scope::delegated);
}

/// What a delegation opens to an assistant on content, a share opens to everybody who works.
Choice foreign_content(const Question& question) {
  if (reached_by_higher_share(question))
    return by_clinician("The session's clinician can share it with this member.", Action::session_share);
  return clinician_himself(question);
}

Choice foreign_creation(const Question& question) {
  if (!can_be_delegated_to(question)) return std::nullopt;
  return by_clinician("That clinician can delegate to this member.", Action::delegation_manage);
}

Choice other_kind_of_template(const Question& question) {
  if (question.resource.personal_template) return by_holders("It can be proposed to the team.", Action::template_propose);
  return by_holders("Whoever manages the templates of the team can do this.", Action::template_team_update);
}

Choice not_own(const Question& question) {
  switch (question.resource.kind) {
    case ResourceKind::session:
    case ResourceKind::transcript:
    case ResourceKind::note:
    case ResourceKind::document:
      return foreign_content(question);
    case ResourceKind::team:
      return foreign_creation(question);
    case ResourceKind::template_:
      return other_kind_of_template(question);
    case ResourceKind::member:
    case ResourceKind::delegation:
      return by_author("The clinician of the delegation can do this.", Action::delegation_manage);
    case ResourceKind::api_key:
      return by_holders("An administrator can end this API key.", Action::api_key_revoke);
    case ResourceKind::role:
    case ResourceKind::emergency:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<RemedyChoice> remedy_for(const Decision& decision, const Question& question) {
  const bool by_key = question.subject.via == Via::api_key;
  switch (decision.rule) {
    case Rule::granted:
    case Rule::not_found:
      return std::nullopt;
    case Rule::subject_not_active:
      return not_active(question);
    case Rule::sign_in_again:
      return by_self(by_key ? "Sign in again and make a new API key." : "Sign in again.");
    case Rule::mfa_required:
      return by_self(by_key ? "Sign in with a second factor and make a new API key."
                            : "Set up a second factor on the account page, then sign in with it.");
    case Rule::no_grant:
      return no_grant(question);
    case Rule::owner_protected:
      return owner_protected(question);
    case Rule::owner_cannot_leave:
    case Rule::owner_keeps_administrator:
      return transfer_first();
    case Rule::above_own_rights:
      return above_own_rights(question);
    case Rule::reassign_to_self:
      return by_holders("Another administrator can do this, or another clinician can take the session.",
                        Action::session_reassign);
    case Rule::review_of_own_access:
      return by_holders("Another administrator can review it.", Action::emergency_review);
    case Rule::emergency_access_off:
      return by_holders("Emergency access can be enabled in the team settings.", Action::team_settings_update);
    case Rule::plan_lacks_feature:
      return plan_lacks_feature(question);
    case Rule::note_signed:
      return note_signed(question);
    case Rule::legal_hold:
      return by_holders("An administrator can lift the legal hold.", Action::session_hold);
    case Rule::retention_expired:
      return by_holders("The time for which sessions are kept can be changed in the team settings.",
                        Action::team_settings_update);
    case Rule::trial_used:
      return by_holders("A plan can be chosen instead.", Action::billing_upgrade);
    case Rule::session_view_off:
      return by_holders("Session View can be switched on in the team settings.", Action::team_session_view_update);
    case Rule::not_in_audience:
      return by_holders("The audience of Session View can be changed in the team settings.", Action::team_session_view_update);
    case Rule::session_restricted:
      return by_clinician("The session's clinician can show it in Session View again.", Action::session_restrict);
    case Rule::transcripts_not_included:
      return by_holders("Transcripts can be included in Session View in the team settings.", Action::team_session_view_update);
    case Rule::share_level_too_low:
      return share_level_too_low(question);
    case Rule::not_own:
      return not_own(question);
  }
  return std::nullopt;
}

}  // namespace rolecall::policy
