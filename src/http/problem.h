// The one mapping from errors to answers: RFC 9457 problem documents. Decides nothing.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "http/reply.h"
#include "http/request.h"

namespace rolecall::http {

/// application/problem+json with type, title, status, detail, code; `rule`, `explanation`, `remedy` of a refusal; `errors`
/// of a 422; `holders` of a role in use; `sessions` and `templates` of a `handover_needed`; Retry-After. The answer to
/// `not_found` is byte for byte the same whatever is missing. SPEC section 9.
[[nodiscard]] Reply problem(const Error& error);

/// A problem of HTTP itself, which no use case can cause: 400, 405, 408, 411, 413, 414, 415, 417, 431, 500, 501, 503.
[[nodiscard]] Reply problem(int status, std::string_view code, std::string_view detail);

/// 405, or 204 when the method is OPTIONS; `allow` as in RouteMatch.
[[nodiscard]] Reply method_not_allowed(Method method, std::string_view allow);

/// The body as JSON, or the answer that says why not: 415 unless Content-Type is application/json (UTF-8), 400 when malformed.
[[nodiscard]] std::expected<json::Document, Reply> json_body(const Request& request);

}  // namespace rolecall::http
