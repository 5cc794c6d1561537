#include "service/templates/read_template.h"

#include "policy/decide.h"

namespace rolecall::service {

using policy::Action;

Result<ShownTemplate> read_template(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                    const TemplatePlace& place) {
  auto opened = open_template_for(tx, environment, credential, place, TemplatePurpose::use);
  if (!opened) return std::unexpected(opened.error());
  return show_template(opened->caller, std::move(opened->found));
}

Result<TemplatePage> list_templates(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                    const ListTemplates& request) {
  const auto opened = open_team_for(tx, environment, credential, request.team, Action::template_use);
  if (!opened) return std::unexpected(opened.error());
  const bool uses_own = policy::scopes_held(opened->caller.subject, Action::template_use).has(policy::Scope::own);
  const store::TemplateFilter filter{request.team, uses_own ? std::optional(opened->caller.member.id) : std::nullopt,
                                     request.kind, request.visibility};
  auto templates = store::list_templates(tx, filter, request.after, request.limit + 1);
  TemplatePage page;
  if (templates.size() > static_cast<std::size_t>(request.limit)) {
    templates.pop_back();
    page.next = store::position_of(templates.back());
  }
  for (auto& one : templates) page.items.push_back(show_template(opened->caller, std::move(one)));
  return page;
}

}  // namespace rolecall::service
