#include "policy/calm_question.h"

namespace rolecall::policy {

ResourceKind natural_kind(Action action) {
  for (const ResourceKind kind : entry_of(action).asked_on)
    if (kind != ResourceKind::team) return kind;
  return ResourceKind::team;
}

Question calm_question(Action action) {
  Question question;
  question.action = action;
  question.subject = {.state = MemberState::active, .sign_in = SignIn::current, .second_factor = SecondFactor::none};
  question.team = {.deleted = false, .features = FeatureSet::all(), .trial_used = false, .require_mfa = false};
  question.team.emergency_access_enabled = true;
  question.resource = {.kind = natural_kind(action), .known = true, .personal_template = false, .target_is_owner = false};
  question.resource.restricted = false;
  question.resource.note_signed = false;
  question.resource.legal_hold = false;
  question.resource.retention_expired = false;
  question.resource.accessed_by_subject = false;
  return question;
}

void open_scope(Resource& resource, Scope scope) {
  switch (scope) {
    case Scope::own:
      resource.own = true;
      return;
    case Scope::delegated:
      resource.delegated = true;
      return;
    case Scope::authored:
      resource.authored = true;
      return;
    case Scope::shared_view:
      resource.share = ShareLevel::view;
      return;
    case Scope::shared_edit:
      resource.share = ShareLevel::edit;
      return;
    case Scope::shared_full:
      resource.share = ShareLevel::full;
      return;
    case Scope::emergency:
      resource.emergency_open = true;
      return;
    case Scope::viewed:
    case Scope::team:
      return;
  }
}

SessionViewFacts view_for_all_roles() { return {.enabled = true, .audience_roles = RoleSet::all(), .include_transcripts = true}; }

}  // namespace rolecall::policy
