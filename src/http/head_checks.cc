#include "http/head_checks.h"

#include <algorithm>
#include <array>

#include "http/ascii.h"
#include "http/percent.h"

namespace rolecall::http {
namespace {

Refused malformed(std::string_view detail) { return {400, "malformed", detail}; }

bool is_visible_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F; });
}

/// The origin form of a target; empty when there is none.
std::string_view origin_form(std::string_view target) {
  if (target.starts_with('/')) return target;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const auto slash = target.find('/', scheme.size());
    return slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  return {};
}

constexpr std::string_view host_marks = "-._~!$&'()*+,;=:[]%";

bool is_host(std::string_view host) {
  return !host.empty() && std::ranges::all_of(host, [](char c) { return is_ascii_alphanumeric(c) || host_marks.contains(c); });
}

/// Fields whose second occurrence would mean that two readers of the request see two different requests.
constexpr std::array<std::string_view, 13> once = {
    "host",     "content-length", "transfer-encoding", "content-type", "authorization", "origin", "expect", "idempotency-key",
    "if-match", "sec-fetch-site", "content-encoding",  "x-request-id", "rolecall-user"};

std::optional<Refused> check_host(const Headers& headers, Version version) {
  const auto host = headers.find("host");
  if (!host) {
    if (version == Version::http_1_0) return std::nullopt;
    return malformed("the Host header is missing");
  }
  if (!is_host(*host)) return malformed("the Host header is no host");
  return std::nullopt;
}

/// Beast takes `3, 3` for 3; the next reader might not.
std::optional<Refused> check_length(const Headers& headers) {
  const auto length = headers.find("content-length");
  if (!length || (!length->empty() && length->find_first_not_of("0123456789") == std::string_view::npos)) return std::nullopt;
  return malformed("Content-Length must be one number");
}

std::optional<Refused> check_codings(const Headers& headers, Version version) {
  const auto coding = headers.find("transfer-encoding");
  if (coding) {
    if (headers.find("content-length")) return malformed("Content-Length and Transfer-Encoding exclude each other");
    if (version == Version::http_1_0) return malformed("HTTP/1.0 knows no Transfer-Encoding");
    if (!equals_ignoring_case(*coding, "chunked"))
      return Refused{501, "not_implemented", "only the transfer coding `chunked` is known"};
  }
  const auto encoding = headers.find("content-encoding");
  if (encoding && !equals_ignoring_case(*encoding, "identity")) {
    return Refused{415, "unsupported_media_type", "the body must not be encoded"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refused> accept_target(std::string_view target, const Limits& limits, Request& request) {
  if (target.size() > limits.target_bytes) return Refused{414, "target_too_long", "the request target is too long"};
  const std::string_view origin = origin_form(target);
  if (origin.empty()) return malformed("the request target must start with a slash");
  if (!is_visible_ascii(origin) || origin.contains('#'))
    return malformed("the request target holds a character that must be encoded");
  if (!is_percent_encoded(origin)) return malformed("the request target is not percent-encoded UTF-8");
  const auto mark = std::min(origin.find('?'), origin.size());
  request.path = origin.substr(0, mark);
  if (mark < origin.size()) request.params = parse_query(origin.substr(mark + 1));
  return std::nullopt;
}

std::optional<Refused> check_fields(const Headers& headers, Version version) {
  for (const auto name : once) {
    if (headers.count(name) > 1) return malformed("a header that may stand once stands twice");
  }
  if (auto refused = check_host(headers, version)) return refused;
  if (auto refused = check_length(headers)) return refused;
  if (auto refused = check_codings(headers, version)) return refused;
  const auto expectation = headers.find("expect");
  if (expectation && !equals_ignoring_case(*expectation, "100-continue")) {
    return Refused{417, "expectation_failed", "only `100-continue` can be expected"};
  }
  return std::nullopt;
}

}  // namespace rolecall::http
