// Templates, their versions and proposals as JSON (api/openapi.yaml, Template, TemplateVersion, TemplateProposal), and what their
// requests share.
#pragma once

#include <optional>
#include <string>

#include "base/json_write.h"
#include "http/reply.h"
#include "service/templates/open_proposal.h"
#include "service/templates/open_template.h"

namespace rolecall::http {

void write_template(json::Writer& writer, const service::ShownTemplate& shown);
/// With the template's revision as ETag.
[[nodiscard]] Reply template_reply(int status, const service::ShownTemplate& shown);

enum class VersionDetail { listed, whole };
/// `listed`: without the body.
void write_template_version(json::Writer& writer, const store::TemplateVersion& version, VersionDetail detail);

void write_proposal(json::Writer& writer, const service::ShownProposal& shown);

/// Errors: invalid at `/kind`.
[[nodiscard]] Result<store::TextKind> template_kind_of(const std::string& name);

}  // namespace rolecall::http
