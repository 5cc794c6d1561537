#include "http/reply.h"

#include <algorithm>

namespace rolecall::http {
namespace {

std::string_view until_control(std::string_view value) {
  const auto* const end = std::ranges::find_if(
      value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F; });
  return {value.begin(), end};
}

}  // namespace

Reply& Reply::with(std::string_view name, std::string_view value) {
  headers.emplace_back(name, until_control(value));
  return *this;
}

Reply& Reply::with_cookie(const Cookie& cookie) {
  std::string text = cookie.name + "=" + cookie.value + "; Path=/; HttpOnly; SameSite=Lax";
  if (cookie.lifetime) text += "; Max-Age=" + std::to_string(cookie.lifetime->ms / 1000);
  if (cookie.secure) text += "; Secure";
  return with("Set-Cookie", text);
}

std::optional<std::string_view> Reply::header(std::string_view name) const {
  const auto found = std::ranges::find(headers, name, &std::pair<std::string, std::string>::first);
  return found == headers.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

Reply json_reply(int status, std::string body) {
  return {.status = status, .content_type = "application/json", .body = std::move(body)};
}

Reply text_reply(int status, std::string body) {
  return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(body)};
}

Reply empty_reply() { return {.status = 204}; }

}  // namespace rolecall::http
