#include "policy/reach.h"

namespace rolecall::policy {
namespace {

bool is_asked_here(const Question& question) { return entry_of(question.action).asked_on.has(question.resource.kind); }

/// On a team any action may be asked in general; then only what is granted for the whole team counts.
bool reaches_team(const Question& question) {
  if (question.resource.kind == ResourceKind::team) return true;
  if (question.resource.kind == ResourceKind::template_ && question.resource.personal_template) return false;
  return is_asked_here(question);
}

bool is_own(const Resource& resource) {
  if (resource.kind == ResourceKind::template_ && !resource.personal_template) return false;
  return resource.own;
}

/// The holders whose `viewed` grant the audience counts: the roles in it, or all when the member is named.
HolderSet audience_of(const SessionViewFacts& view, GrantId id) {
  if (view.names_subject) return HolderSet::all();
  HolderSet audience = columns_of(view.audience_roles);
  if (view.audience_custom.has(id)) audience.add(Holder::custom);
  return audience;
}

/// What keeps Session View from opening the session for this grant; none when it opens.
std::optional<Rule> view_obstacle(const Question& question, GrantId id) {
  const SessionViewFacts& view = question.team.session_view;
  if (!question.team.features.has(Feature::session_view)) return Rule::plan_lacks_feature;
  if (!view.enabled) return Rule::session_view_off;
  if ((holders_of(question.subject, id) & audience_of(view, id)).empty()) return Rule::not_in_audience;
  if (question.resource.restricted) return Rule::session_restricted;
  const bool asks_transcript = grant_at(id).action == Action::transcript_read;
  if (asks_transcript && !view.include_transcripts) return Rule::transcripts_not_included;
  return std::nullopt;
}

bool scope_holds(const Question& question, GrantId id);

/// An emergency access does not count: it is read-only, and `authored` lets somebody write.
bool may_still_read_session(const Question& question) {
  for (const GrantId id : grants_of(Action::session_read))
    if (grant_at(id).scope != Scope::emergency && !holders_of(question.subject, id).empty() && scope_holds(question, id))
      return true;
  return false;
}

/// Whether the scope of the grant holds on the resource, which is of a kind that the action is asked on.
bool scope_holds(const Question& question, GrantId id) {
  const Resource& resource = question.resource;
  switch (grant_at(id).scope) {
    case Scope::own:
      return is_own(resource);
    case Scope::delegated:
      return resource.delegated;
    case Scope::authored:
      return resource.authored && may_still_read_session(question);
    case Scope::shared_view:
      return resource.share >= ShareLevel::view;
    case Scope::shared_edit:
      return resource.share >= ShareLevel::edit;
    case Scope::shared_full:
      return resource.share >= ShareLevel::full;
    case Scope::viewed:
      return !view_obstacle(question, id);
    case Scope::emergency:
      return resource.emergency_open;
    case Scope::team:
      break;
  }
  return reaches_team(question);
}

}  // namespace

HolderSet holders_reaching(const Question& question, GrantId id) {
  const HolderSet held = holders_of(question.subject, id);
  if (held.empty()) return {};
  const Scope scope = grant_at(id).scope;
  const bool holds = is_asked_here(question) ? scope_holds(question, id) : scope == Scope::team && reaches_team(question);
  if (!holds) return {};
  return scope == Scope::viewed ? held & audience_of(question.team.session_view, id) : held;
}

Rule scope_obstacle(const Question& question) {
  if (!is_asked_here(question)) return Rule::not_found;
  for (const GrantId id : grants_of(question.action)) {
    if (grant_at(id).scope != Scope::viewed || holders_of(question.subject, id).empty()) continue;
    if (const auto rule = view_obstacle(question, id)) return *rule;
  }
  const bool shared = clinical_content.has(question.resource.kind) && question.resource.share != ShareLevel::none;
  return shared ? Rule::share_level_too_low : Rule::not_own;
}

bool is_of_owner_alone(Action action) {
  for (const GrantId id : grants_of(action))
    if (grant_at(id).holders != HolderSet{Holder::owner}) return false;
  return true;
}

bool reached_by_higher_share(const Question& question) {
  constexpr ScopeSet shared{Scope::shared_view, Scope::shared_edit, Scope::shared_full};
  return !(scopes_held(question.subject, question.action) & shared).empty();
}

}  // namespace rolecall::policy
