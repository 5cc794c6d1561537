// A template with the proof that the caller may do something to it, and as he sees it. Shared by the use cases of this folder.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "policy/action.h"
#include "service/environment.h"
#include "store/caller.h"
#include "store/credential.h"
#include "store/permit.h"
#include "store/templates.h"

namespace rolecall::service {

struct TemplatePlace {
  TeamId team;
  TemplateId id;
};

/// What is to be done to a template. Which action of the grants table that is depends on whether it is personal or the team's.
enum class TemplatePurpose { use, change, remove };

struct OpenedTemplate {
  store::TeamCaller caller;
  store::Template found;
  store::Permit permit;
};

/// Errors: unauthenticated, not_found (also for a personal one of somebody else), denied (template.use, template.personal.manage,
/// template.team.update, template.team.delete).
[[nodiscard]] Result<OpenedTemplate> open_template_for(store::Transaction& tx, const Environment& environment,
                                                       const store::Credential& credential, const TemplatePlace& place,
                                                       TemplatePurpose purpose);

/// The caller, and the proof that he may do this in the team: template.use for lists and previews, template.personal.manage,
/// template.team.create and template.propose for what is to be made. Errors: unauthenticated, not_found, denied.
struct TeamForTemplates {
  store::TeamCaller caller;
  store::Permit permit;
};
[[nodiscard]] Result<TeamForTemplates> open_team_for(store::Transaction& tx, const Environment& environment,
                                                     const store::Credential& credential, const TeamId& team,
                                                     policy::Action action);

/// About the team, for what is made there and will be the caller's own.
[[nodiscard]] policy::Question ask_about_new_template(const store::TeamCaller& caller, policy::Action action);
/// Nothing known, and so not_found, when the team has no such template.
[[nodiscard]] policy::Question ask_about_template(const store::TeamCaller& caller, policy::Action action,
                                                  const std::optional<store::Template>& found);

/// template.team.update for one of the team, template.personal.manage for a personal one; and so on.
[[nodiscard]] policy::Action action_for(TemplatePurpose purpose, store::Visibility visibility);

struct ShownTemplate {
  store::Template stored;
  policy::ActionSet allowed_actions;
  std::vector<std::pair<policy::Action, Refusal>> refused;  // of what the page of a template offers
};
/// Asks no right: the use case has.
[[nodiscard]] ShownTemplate show_template(const store::TeamCaller& caller, store::Template found);

}  // namespace rolecall::service
