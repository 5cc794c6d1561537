// The body of what asks for the password again, and the step that hashes it.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "base/json_read.h"
#include "http/api.h"
#include "http/client.h"
#include "service/accounts/reauthenticate.h"

namespace rolecall::http {

struct ReauthenticationBody {
  std::string password;
  std::optional<std::string> code;
};
BOOST_DESCRIBE_STRUCT(ReauthenticationBody, (), (password, code))

[[nodiscard]] inline Result<service::Reauthentication> read_reauthentication(const Call& call) {
  auto body = json::read<ReauthenticationBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return service::Reauthentication{std::move(body->password), std::move(body->code)};
}

/// For Route::passwords.
[[nodiscard]] inline Result<service::PasswordWork> hash_reauthentication(store::Transaction& tx,
                                                                         const service::Environment& environment,
                                                                         const Call& call) {
  const auto body = read_reauthentication(call);
  if (!body) return std::unexpected(body.error());
  return service::prepare_reauthentication(tx, environment, call.credential, client_of(call), body->password);
}

}  // namespace rolecall::http
