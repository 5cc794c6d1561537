#include "service/templates/delete_template.h"

#include "service/revision.h"
#include "service/templates/template_fields.h"
#include "store/session_text.h"
#include "store/template_proposals.h"

namespace rolecall::service {

Result<Done> delete_template(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                             const TemplatePlace& place, const std::optional<std::string>& if_match) {
  const auto opened = open_template_for(tx, environment, credential, place, TemplatePurpose::remove);
  if (!opened) return std::unexpected(opened.error());
  if (const auto fresh = check_revision(if_match, opened->found.revision); !fresh) return std::unexpected(fresh.error());
  const auto action = action_for(TemplatePurpose::remove, opened->found.visibility);
  const auto recorded =
      store::record(tx, opened->permit, policy::name_of(action), {"template", place.id.value}, facts_of(opened->found), nullptr);
  store::delete_template(tx, opened->permit, recorded, opened->found);
  return Done{};
}

Result<TemplateImpact> impact_of_template(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const TemplatePlace& place) {
  const auto opened = open_template_for(tx, environment, credential, place, TemplatePurpose::remove);
  if (!opened) return std::unexpected(opened.error());
  return TemplateImpact{store::copies_of(tx, place.id), store::texts_made_from(tx, store::TextKind::note, place.id),
                        store::texts_made_from(tx, store::TextKind::document, place.id),
                        store::waiting_proposals_to(tx, place.team, place.id)};
}

}  // namespace rolecall::service
