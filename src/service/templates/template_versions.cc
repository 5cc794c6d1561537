#include "service/templates/template_versions.h"

namespace rolecall::service {

Result<TemplateVersionPage> list_template_versions(store::Transaction& tx, const Environment& environment,
                                                   const store::Credential& credential, const ListTemplateVersions& request) {
  const auto opened = open_template_for(tx, environment, credential, request.place, TemplatePurpose::use);
  if (!opened) return std::unexpected(opened.error());
  TemplateVersionPage page{store::list_template_versions(tx, request.place.id, request.before, request.limit + 1), {}};
  if (page.items.size() > static_cast<std::size_t>(request.limit)) {
    page.items.pop_back();
    page.next = page.items.back().version;
  }
  return page;
}

Result<store::TemplateVersion> read_template_version(store::Transaction& tx, const Environment& environment,
                                                     const store::Credential& credential, const TemplatePlace& place,
                                                     std::int64_t version) {
  const auto opened = open_template_for(tx, environment, credential, place, TemplatePurpose::use);
  if (!opened) return std::unexpected(opened.error());
  auto found = store::find_template_version(tx, place.id, version);
  if (!found) return not_found();
  return std::move(*found);
}

}  // namespace rolecall::service
