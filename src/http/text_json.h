// A note or a document as JSON (api/openapi.yaml, Note and Document).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json_write.h"
#include "http/reply.h"
#include "service/texts/texts.h"

namespace rolecall::http {

void write_text(json::Writer& writer, const service::ShownText& shown);
/// With the revision as ETag.
[[nodiscard]] Reply text_reply(int status, const service::ShownText& shown);
/// Without bodies and addenda. `next`: the cursor of the page behind this one.
[[nodiscard]] Reply texts_reply(const std::vector<service::ListedText>& listed, const std::optional<std::string>& next);
[[nodiscard]] Reply versions_reply(const std::vector<store::TextVersion>& versions, const std::optional<std::string>& next);
[[nodiscard]] Reply version_reply(const service::ShownVersion& shown);

}  // namespace rolecall::http
