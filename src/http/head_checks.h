// What a complete head has to hold beyond what Beast checks.
#pragma once

#include <optional>
#include <string_view>

#include "http/limits.h"
#include "http/request.h"
#include "http/request_parser.h"

namespace rolecall::http {

enum class Version { http_1_0, http_1_1 };

/// Splits the target into `request.path` and `request.params`. Takes the origin form and the absolute form (whose authority
/// is dropped: the Host decides nothing either). Errors: 400, 414.
[[nodiscard]] std::optional<Refused> accept_target(std::string_view target, const Limits& limits, Request& request);

/// Host exactly once, no field twice that may stand once, no length beside a transfer coding, no coding but `chunked`, no
/// encoded content, no unknown expectation. Errors: 400, 415, 417, 501.
[[nodiscard]] std::optional<Refused> check_fields(const Headers& headers, Version version);

}  // namespace rolecall::http
