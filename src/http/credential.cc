#include "http/credential.h"

#include "base/crypto/token.h"
#include "base/crypto/token_shape.h"
#include "service/keys/api_key_prefix.h"

namespace rolecall::http {
namespace {

constexpr std::string_view bearer = "Bearer ";

bool is_key_shaped(std::string_view key) {
  return key.starts_with(service::api_key_prefix) && crypto::is_token_shaped(key.substr(service::api_key_prefix.size()));
}

}  // namespace

store::Credential credential_of(const Request& request, std::string_view cookie_name) {
  using Kind = store::Credential::Kind;
  std::optional<std::string> expected_user(request.header("rolecall-user"));
  if (const auto authorization = request.header("authorization")) {
    if (!authorization->starts_with(bearer)) return {Kind::api_key, ""};
    return {Kind::api_key, crypto::token_hash(authorization->substr(bearer.size())), std::move(expected_user)};
  }
  if (const auto token = request.cookie(cookie_name); token && !token->empty()) {
    return {Kind::login, crypto::token_hash(*token), std::move(expected_user)};
  }
  return {};
}

bool has_credential(const Request& request, std::string_view cookie_name) {
  if (const auto authorization = request.header("authorization")) {
    return authorization->starts_with(bearer) && is_key_shaped(authorization->substr(bearer.size()));
  }
  return crypto::is_token_shaped(request.cookie(cookie_name).value_or(""));
}

}  // namespace rolecall::http
