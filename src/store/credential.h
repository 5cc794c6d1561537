// What a request brought to prove who asks. Only hashes: the token itself stays in the request.
#pragma once

#include <string>

namespace rolecall::store {

struct Credential {
  enum class Kind { none, login, api_key };
  Kind kind = Kind::none;
  std::string token_hash;
};

}  // namespace rolecall::store
