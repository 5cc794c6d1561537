#include "service/templates/open_template.h"

#include "policy/explain.h"

namespace rolecall::service {
namespace {

using policy::Action;
using store::Visibility;

/// What the page of a template offers.
std::vector<Action> offered(Visibility visibility) {
  if (visibility == Visibility::personal) return {Action::template_personal_manage};
  return {Action::template_team_update, Action::template_team_delete};
}

}  // namespace

Action action_for(TemplatePurpose purpose, Visibility visibility) {
  if (purpose == TemplatePurpose::use) return Action::template_use;
  if (visibility == Visibility::personal) return Action::template_personal_manage;
  return purpose == TemplatePurpose::change ? Action::template_team_update : Action::template_team_delete;
}

policy::Question ask_about_new_template(const store::TeamCaller& caller, Action action) {
  auto question = caller.asks(action);
  question.resource.own = true;
  return question;
}

policy::Question ask_about_template(const store::TeamCaller& caller, Action action, const std::optional<store::Template>& found) {
  auto question = caller.asks(action);
  question.resource = policy::Resource{.kind = policy::ResourceKind::template_, .known = found.has_value()};
  question.resource.personal_template = !found || found->visibility == Visibility::personal;
  question.resource.own = found && found->author == caller.member.id;
  return question;
}

Result<OpenedTemplate> open_template_for(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const TemplatePlace& place,
                                         TemplatePurpose purpose) {
  auto caller = store::load_team_caller(tx, credential, place.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto found = store::find_template(tx, place.team, place.id);
  const auto action = action_for(purpose, found ? found->visibility : Visibility::personal);
  auto permit = store::authorize(tx, *caller, ask_about_template(*caller, action, found), {"template", place.id.value});
  if (!permit) return std::unexpected(permit.error());
  return OpenedTemplate{std::move(*caller), std::move(*found), std::move(*permit)};
}

Result<TeamForTemplates> open_team_for(store::Transaction& tx, const Environment& environment,
                                       const store::Credential& credential, const TeamId& team, Action action) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto permit = store::authorize(tx, *caller, ask_about_new_template(*caller, action), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  return TeamForTemplates{std::move(*caller), std::move(*permit)};
}

ShownTemplate show_template(const store::TeamCaller& caller, store::Template found) {
  const auto question = ask_about_template(caller, Action::template_use, found);
  ShownTemplate shown{std::move(found), policy::allowed_actions(question), {}};
  for (const Action action : offered(shown.stored.visibility)) {
    auto asked = question;
    asked.action = action;
    const auto decision = policy::decide(asked);
    if (!decision.permitted()) shown.refused.emplace_back(action, policy::refusal_of(decision, asked));
  }
  return shown;
}

}  // namespace rolecall::service
