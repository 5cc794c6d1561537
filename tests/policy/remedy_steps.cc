#include "remedy_steps.h"

#include "facts.h"
#include "policy/explain.h"

namespace rolecall::policy::testing {
namespace {

/// An active member with a second factor in the browser.
Subject person_with(RoleSet roles) {
  return {.state = MemberState::active, .roles = roles, .sign_in = SignIn::current, .second_factor = SecondFactor::used};
}

/// The person by the name that a remedy gives: a column of the table, or what the resource makes him.
Subject person_named(const std::string& name) {
  if (name == "member") return person_with({});
  if (name == "session_clinician" || name == "author") return person_with({Role::clinician});
  if (name != "owner") return person_with({*role_from(name)});
  Subject owner = person_with({Role::administrator});
  owner.owner = true;
  return owner;
}

/// Another person asks in the same team on the same resource: what was personal to whoever asked does not hold for him.
Question asked_by(const std::string& name, const Question& question) {
  Question act = question;
  act.subject = person_named(name);
  act.resource.own = name == "session_clinician" || name == "author";
  act.resource.delegated = act.resource.authored = act.resource.emergency_open = false;
  act.resource.share = ShareLevel::none;
  act.resource.accessed_by_subject = false;
  if (act.request.heir == Heir::subject) act.request.heir = Heir::another_member;
  return act;
}

/// Another person does something else, which helps.
Question help_by(const std::string& name, Action action, const Question& question) {
  Question act = asked_by(name, question);
  const bool about_the_subject = action == Action::role_assign || action == Action::member_reactivate;
  act.action = action;
  act.request = {};
  act.resource.kind = natural_kind(action);
  if (about_the_subject) act.resource.target_is_owner = question.subject.owner;
  if (action == Action::template_team_update) act.resource.personal_template = false;
  return act;
}

/// Whether the remedy is that somebody else does what was asked, or something in its place.
bool is_in_place(Action action, Rule rule, const Question& question) {
  switch (action) {
    case Action::note_addend:
    case Action::template_propose:
    case Action::template_team_update:
    case Action::api_key_revoke:
      return true;
    case Action::billing_upgrade:
      return rule == Rule::trial_used;
    case Action::delegation_manage:
      return question.resource.kind == ResourceKind::member || question.resource.kind == ResourceKind::delegation;
    case Action::role_assign:
    case Action::member_reactivate:
      return rule == Rule::owner_protected;
    case Action::session_share:  // a share helps nobody to share who may not pass shares on
      return question.action == action && !scopes_held(question.subject, action).has(Scope::shared_full);
    case Action::billing_start_trial:
      return false;
    default:
      return action == question.action;
  }
}

void settle_session_view(SessionViewFacts& view, Rule rule) {
  if (rule == Rule::session_view_off) view.enabled = true;
  if (rule == Rule::not_in_audience) view.names_subject = true;
  if (rule == Rule::transcripts_not_included) view.include_transcripts = true;
}

/// Whoever was named as the owner of the team is no longer; a wish to make a member owner is met, but a key or a role never is.
void hand_ownership_over(Question& question) {
  question.subject.owner = false;
  question.resource.target_is_owner = false;
  if (question.request.roles && question.action == Action::role_assign) question.request.roles->owner = false;
}

Question after(Action action, Rule rule, Question question) {
  switch (action) {
    case Action::member_reactivate:
      question.subject.state = MemberState::active;
      break;
    case Action::team_transfer_ownership:
      hand_ownership_over(question);
      break;
    case Action::team_session_view_update:
      settle_session_view(question.team.session_view, rule);
      break;
    case Action::team_settings_update:
      if (rule == Rule::emergency_access_off) question.team.emergency_access_enabled = true;
      if (rule == Rule::retention_expired) question.resource.retention_expired = false;
      break;
    case Action::billing_start_trial:
      question.team.features = question.team.features | question.team.trial_features;
      break;
    case Action::billing_upgrade:
      question.team.features = FeatureSet::all();
      break;
    case Action::session_hold:
      question.resource.legal_hold = false;
      break;
    case Action::session_restrict:
      question.resource.restricted = false;
      break;
    case Action::session_share:
      question.resource.share = ShareLevel::full;
      break;
    case Action::delegation_manage:
      question.resource.delegated = true;
      break;
    default:
      break;
  }
  return question;
}

/// What whoever asked changes himself.
Question after_helping_himself(Rule rule, Question question) {
  switch (rule) {
    case Rule::subject_not_active:
      question.subject.state = MemberState::active;
      break;
    case Rule::sign_in_again:
      question.subject.sign_in = SignIn::current;
      break;
    case Rule::mfa_required:
      question.subject.second_factor = SecondFactor::used;
      break;
    case Rule::no_grant:
      question.subject.via = Via::browser;
      break;
    case Rule::above_own_rights:
      question.subject.via = Via::browser;
      question.request.share = std::min(question.request.share, ShareLevel::view);
      if (!question.request.roles) break;
      question.request.roles->owner = false;
      question.request.roles->custom = {};
      question.request.roles->roles = question.request.roles->roles & question.subject.roles;
      break;
    default:
      break;
  }
  return question;
}

/// What is to be passed on is included where it is passed on from: on one's own, or on what is shared.
bool includes(const Grant& grant, Rule rule, const Question& question) {
  if (rule != Rule::above_own_rights) return true;
  return grant.scope == (question.resource.own ? Scope::own : Scope::shared_full);
}

RoleSet roles_that_include(Rule rule, const Question& question) {
  RoleSet roles;
  for (const GrantId id : grants_of(question.action)) {
    if (!includes(grant_at(id), rule, question)) continue;
    for (const RoleEntry& entry : all_roles)
      if (!(grant_at(id).holders & columns_of({entry.role})).empty()) roles.add(entry.role);
  }
  return roles;
}

/// One step for each role that would do; the owner keeps his roles beside it.
void give_roles(const std::string& name, Rule rule, const Question& question, std::vector<RemedyStep>& steps) {
  for (const Role role : roles_that_include(rule, question)) {
    Question again = question;
    again.subject.roles.add(role);
    Question act = help_by(name, Action::role_assign, question);
    act.request.roles = RoleRequest{.roles = again.subject.roles, .custom = {}};
    steps.push_back({.act = act, .after = again});
  }
}

std::vector<std::string> names_of(const RemedyChoice& choice) {
  switch (choice.who) {
    case RemedyFor::self:
      return {"self"};
    case RemedyFor::holders:
      return who_can(*choice.action);
    case RemedyFor::owner:
      return {"owner"};
    case RemedyFor::session_clinician:
      return {"session_clinician"};
    case RemedyFor::author:
      return {"author"};
  }
  return {};
}

}  // namespace

std::vector<RemedyStep> steps_of(const RemedyChoice& choice, Rule rule, const Question& question) {
  if (!choice.action) return {{.act = std::nullopt, .after = after_helping_himself(rule, question)}};
  std::vector<RemedyStep> steps;
  for (const std::string& name : names_of(choice)) {
    if (is_in_place(*choice.action, rule, question))
      steps.push_back(
          {.act = *choice.action == question.action ? asked_by(name, question) : help_by(name, *choice.action, question),
           .after = std::nullopt});
    else if (choice.action == Action::role_assign)
      give_roles(name, rule, question, steps);
    else
      steps.push_back({.act = help_by(name, *choice.action, question), .after = after(*choice.action, rule, question)});
  }
  return steps;
}

std::vector<Question> single_changes(const Question& question) {
  std::vector<Question> changed;
  const auto with = [&](auto change) {
    changed.push_back(question);
    change(changed.back());
  };
  with([](Question& q) { q.team.features = FeatureSet::all(); });
  with([](Question& q) { q.team.emergency_access_enabled = true; });
  with([](Question& q) { q.team.session_view.enabled = true; });
  with([](Question& q) { q.team.session_view.names_subject = true; });
  with([](Question& q) { q.team.session_view.include_transcripts = true; });
  with([](Question& q) { q.resource.restricted = false; });
  with([](Question& q) { q.resource.legal_hold = false; });
  with([](Question& q) { q.resource.retention_expired = false; });
  with([](Question& q) { q.resource.delegated = true; });
  with([](Question& q) { q.resource.share = ShareLevel::full; });
  with([](Question& q) { q.resource.target_is_owner = false; });
  return changed;
}

}  // namespace rolecall::policy::testing
