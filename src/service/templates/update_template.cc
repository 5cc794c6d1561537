#include "service/templates/update_template.h"

#include "service/revision.h"
#include "service/templates/template_fields.h"

namespace rolecall::service {
namespace {

Result<ShownTemplate> save(store::Transaction& tx, const OpenedTemplate& opened, const TemplateWords& wanted) {
  auto words = check_words(wanted);
  if (!words) return std::unexpected(words.error());
  const auto action = action_for(TemplatePurpose::change, opened.found.visibility);
  return show_template(opened.caller,
                       save_changes(tx, opened.permit, action, {opened.found, with_words(opened.found, std::move(*words))},
                                    opened.caller.member.id));
}

}  // namespace

Result<ShownTemplate> update_template(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                      const UpdateTemplate& request) {
  const auto opened = open_template_for(tx, environment, credential, request.place, TemplatePurpose::change);
  if (!opened) return std::unexpected(opened.error());
  if (const auto fresh = check_revision(request.if_match, opened->found.revision); !fresh) return std::unexpected(fresh.error());
  return save(tx, *opened, {request.name.value_or(opened->found.name), request.body.value_or(opened->found.body)});
}

Result<ShownTemplate> restore_template(store::Transaction& tx, const Environment& environment,
                                       const store::Credential& credential, const RestoreTemplate& request) {
  const auto opened = open_template_for(tx, environment, credential, request.place, TemplatePurpose::change);
  if (!opened) return std::unexpected(opened.error());
  if (const auto fresh = check_revision(request.if_match, opened->found.revision); !fresh) return std::unexpected(fresh.error());
  const auto old = store::find_template_version(tx, request.place.id, request.version);
  if (!old) return invalid_field("/version", "expected a version that this template has");
  return save(tx, *opened, {old->name, old->body});
}

}  // namespace rolecall::service
