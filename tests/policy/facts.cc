#include "facts.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace rolecall::policy::testing {

ResourceKind natural_kind(Action action) {
  const ResourceKinds kinds = entry_of(action).asked_on;
  for (const ResourceKind kind : kinds)
    if (kind != ResourceKind::team) return kind;
  return ResourceKind::team;
}

Question calm_question(Action action) {
  Question question;
  question.action = action;
  question.subject = {.state = MemberState::active, .sign_in = SignIn::current, .second_factor = SecondFactor::none};
  question.team = {.deleted = false, .features = features_of_plan("enterprise"), .trial_used = false, .require_mfa = false};
  question.team.emergency_access_enabled = true;
  question.resource = {.kind = natural_kind(action), .known = true, .personal_template = false, .target_is_owner = false};
  question.resource.restricted = false;
  question.resource.note_signed = false;
  question.resource.legal_hold = false;
  question.resource.retention_expired = false;
  question.resource.accessed_by_subject = false;
  return question;
}

FeatureSet features_of_plan(std::string_view plan) {
  if (plan == "free") return {};
  if (plan == "pro") return {Feature::team_templates};
  if (plan == "together") return {Feature::team_templates, Feature::session_view, Feature::team_policies};
  return FeatureSet::all();
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

std::string text_of_file(std::string_view path) {
  std::ostringstream content;
  content << std::ifstream(ROLECALL_SOURCE_DIR "/" + std::string(path), std::ios::binary).rdbuf();
  return content.str();
}

bool equals_generated_file(std::string_view path, std::string_view text) {
  if (std::getenv("ROLECALL_REGENERATE") != nullptr)
    std::ofstream(ROLECALL_SOURCE_DIR "/" + std::string(path), std::ios::binary) << text;
  return text_of_file(path) == text;
}

}  // namespace rolecall::policy::testing
