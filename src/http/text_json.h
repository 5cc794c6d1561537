// A note or a document as JSON (api/openapi.yaml, Note and Document).
#pragma once

#include <vector>

#include "base/json_write.h"
#include "http/reply.h"
#include "service/texts/texts.h"

namespace rolecall::http {

/// With the revision as ETag.
[[nodiscard]] Reply text_reply(int status, const service::ShownText& shown);
/// Without bodies and addenda.
[[nodiscard]] Reply texts_reply(const std::vector<service::ShownText>& shown);
[[nodiscard]] Reply versions_reply(const std::vector<store::TextVersion>& versions);
[[nodiscard]] Reply version_reply(const service::ShownVersion& shown);

}  // namespace rolecall::http
