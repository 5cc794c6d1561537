#include "http/origin.h"

namespace rolecall::http {
namespace {

bool is_safe(Method method) { return method == Method::get || method == Method::head || method == Method::options; }

}  // namespace

Result<Done> check_origin(const Request& request, std::string_view public_url) {
  if (is_safe(request.method) || request.header("authorization")) return Done{};
  if (const auto origin = request.header("origin")) {
    if (*origin == public_url) return Done{};
    return fail(Code::denied, "origin_refused", "the request comes from another site; open Rolecall at its own address");
  }
  if (const auto site = request.header("sec-fetch-site")) {
    if (*site == "same-origin" || *site == "none") return Done{};
    return fail(Code::denied, "origin_refused", "the request comes from another site; open Rolecall at its own address");
  }
  return fail(Code::denied, "origin_missing", "send an `Origin` header, or use an API key");
}

}  // namespace rolecall::http
