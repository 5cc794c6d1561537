// What a request brought to prove who asks. Only hashes: the token itself stays in the request.
#pragma once

#include <optional>
#include <string>

namespace rolecall::store {

struct Credential {
  enum class Kind { none, login, api_key };
  Kind kind = Kind::none;
  std::string token_hash;
  /// Id of the account that the sender believes to ask for; as anybody else nothing is done.
  std::optional<std::string> expected_user = std::nullopt;
};

}  // namespace rolecall::store
